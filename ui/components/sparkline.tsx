/** A course of figures over time: a small drawing, what it says in words, and the figures as a table. */
import type { ComponentChildren } from 'preact';
import type { PageLanguage } from '../../src/web/contract/pages-bundle.ts';
import { number as figure, timeOfDay } from '../words/format.ts';
import { inBoth } from '../words/in-both.ts';
import { DRAWING, pointsOf, rowsOf, type Series } from './course.ts';
import { ROLES } from './table.tsx';

const WORDS = inBoth({
  nl: {
    none: 'Nog geen metingen. De eerste komt binnen een minuut.',
    summary: (name: string, last: string, most: string, at: string) =>
      `${name}: nu ${last}, hoogste ${most} om ${at}.`,
    quiet: (name: string, last: string) => `${name}: steeds ${last}.`,
    table: 'Toon als tabel',
    when: 'Tijd',
  },
  en: {
    none: 'No figures yet. The first one comes within a minute.',
    summary: (name: string, last: string, most: string, at: string) =>
      `${name}: ${last} now, highest ${most} at ${at}.`,
    quiet: (name: string, last: string) => `${name}: ${last} all the time.`,
    table: 'Show as a table',
    when: 'Time',
  },
});

export function Sparkline({
  title,
  unit = '',
  series,
  language,
}: {
  readonly title: string;
  /** Behind every figure. */
  readonly unit?: string;
  readonly series: readonly Series[];
  readonly language: PageLanguage;
}) {
  const words = WORDS[language];
  const most = Math.max(1, ...series.flatMap(({ moments }) => moments.map(({ value }) => value)));
  const hasAny = series.some(({ moments }) => moments.length > 0);
  if (!hasAny) return <Figure title={title} text={words.none} />;
  const told = (value: number) => `${figure(value, language)}${unit === '' ? '' : ` ${unit}`}`;
  const text = series.map((one) => inWords(one, language, told)).join(' ');
  return (
    <Figure title={title} text={text}>
      <svg
        class="spark"
        viewBox={`0 0 ${DRAWING.width} ${DRAWING.height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${title}. ${text}`}
      >
        {series.map(({ name, moments }, index) => (
          <polyline key={name} class={`series-${index + 1}`} points={pointsOf(moments, most)} />
        ))}
      </svg>
      {series.length > 1 && (
        <ul class="spark-names" aria-hidden="true">
          {series.map(({ name }, index) => (
            <li key={name}>
              <svg viewBox="0 0 32 8" width="32" height="8" aria-hidden="true">
                <line class={`series-${index + 1}`} x1="0" y1="4" x2="32" y2="4" />
              </svg>
              {name}
            </li>
          ))}
        </ul>
      )}
      <AsTable series={series} language={language} told={told} title={title} />
    </Figure>
  );
}

function Figure({
  title,
  text,
  children,
}: {
  readonly title: string;
  readonly text: string;
  readonly children?: ComponentChildren;
}) {
  return (
    <figure class="spark-figure">
      <figcaption>
        <strong>{title}</strong>
        <span>{text}</span>
      </figcaption>
      {children}
    </figure>
  );
}

function inWords({ name, moments }: Series, language: PageLanguage, told: (value: number) => string): string {
  const words = WORDS[language];
  const last = moments.at(-1);
  if (last === undefined) return '';
  const highest = moments.reduce((top, moment) => (moment.value > top.value ? moment : top));
  if (moments.every(({ value }) => value === last.value)) return words.quiet(name, told(last.value));
  return words.summary(name, told(last.value), told(highest.value), timeOfDay(highest.at, language));
}

function AsTable({
  series,
  language,
  told,
  title,
}: {
  readonly series: readonly Series[];
  readonly language: PageLanguage;
  readonly told: (value: number) => string;
  readonly title: string;
}) {
  const words = WORDS[language];
  const rows = rowsOf(series);
  return (
    <details>
      <summary>{words.table}</summary>
      <table class="list" {...ROLES.table}>
        <caption class="visually-hidden">{title}</caption>
        <thead {...ROLES.rows}>
          <tr {...ROLES.row}>
            <th scope="col" {...ROLES.title}>
              {words.when}
            </th>
            {series.map(({ name }) => (
              <th key={name} scope="col" class="figure" {...ROLES.title}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...ROLES.rows}>
          {rows.map(({ at, values }) => (
            <tr key={at} {...ROLES.row}>
              <td data-title={words.when} {...ROLES.cell}>
                {timeOfDay(at, language)}
              </td>
              {series.map(({ name }, index) => (
                <td key={name} data-title={name} class="figure" {...ROLES.cell}>
                  {told(values[index] ?? 0)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
