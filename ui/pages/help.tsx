import { matcherOf } from '../../src/web/contract/search-text.ts';
import { Icon } from '../components/icon.tsx';
import { type Page, type View, type Visit, view } from '../page.ts';
import { helpWords, type Symptom } from '../words/help.ts';
import { problemHelp } from '../words/problem-help.ts';
import { errorView } from './errors.tsx';

/** Self-help by what people notice (H12). */
export const helpPage: Page = {
  path: '/hulp',
  async get(visit) {
    const words = helpWords[visit.language];
    const wanted = (visit.query.get('q') ?? '').trim().slice(0, 80);
    const found =
      wanted === '' ? words.symptoms : words.symptoms.filter((symptom) => speaksOf(symptom, wanted));
    const problem = problemHelp(wanted);
    const isFound = found.length > 0 || problem !== undefined;
    return view(
      words.title,
      <>
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        <form class="help-search" action={visit.href('/hulp')}>
          <label for="q">{words.search}</label>
          <p class="hint" id="q-hint">
            {words.searchHint}
          </p>
          <div class="help-search-row">
            <input type="search" id="q" name="q" value={wanted} aria-describedby="q-hint" maxLength={80} />
            <button type="submit" class="button primary">
              {words.find}
            </button>
          </div>
        </form>
        {wanted !== '' && <h2>{isFound ? words.found(wanted) : words.nothing(wanted)}</h2>}
        <ul class="doors">
          {problem !== undefined && (
            <li>
              <a class="door" href={visit.href(`/hulp/${problem.code}`)}>
                <Icon name="help" />
                <strong>{problem.code}</strong>
                <span>{problem[visit.language].what}</span>
              </a>
            </li>
          )}
          {found.map(({ id, title, lead }) => (
            <li key={id}>
              <a class="door" href={visit.href(`/hulp/${id}`)}>
                <Icon name="help" />
                <strong>{title}</strong>
                <span>{lead}</span>
              </a>
            </li>
          ))}
        </ul>
        {wanted !== '' && (
          <p>
            <a href={visit.href('/hulp')}>{words.all}</a>
          </p>
        )}
        <TestNumbers visit={visit} />
      </>,
    );
  },
};

function BackToHelp({ visit }: { readonly visit: Visit }) {
  return (
    <p>
      <a class="with-icon" href={visit.href('/hulp')}>
        <Icon name="back" /> {helpWords[visit.language].all}
      </a>
    </p>
  );
}

/** A code that the site, the API, the command line or `hamvoip doctor` showed: what, why, and what to do. */
function problemView(visit: Visit, code: string): View {
  const words = helpWords[visit.language];
  const problem = problemHelp(code);
  if (problem === undefined) return errorView(404, visit);
  const { what, why, todo } = problem[visit.language];
  return view(
    problem.code,
    <>
      <BackToHelp visit={visit} />
      <h1>{what}</h1>
      <section class="prose">
        <h2>{words.problem.why}</h2>
        <p>{why}</p>
        <h2>{words.problem.todo}</h2>
        <p>{todo}</p>
      </section>
      <p class="muted">
        {words.problem.code} <span class="mono">{problem.code}</span>
      </p>
      <p>{words.problem.still}</p>
    </>,
  );
}

export const symptomPage: Page = {
  path: '/hulp/:symptom',
  async get(visit) {
    const words = helpWords[visit.language];
    const asked = visit.params['symptom'] ?? '';
    const symptom = words.symptoms.find(({ id }) => id === asked);
    if (symptom === undefined) return problemView(visit, asked);
    return view(
      symptom.title,
      <>
        <BackToHelp visit={visit} />
        <h1>{symptom.title}</h1>
        <p class="lead">{symptom.lead}</p>
        <h2>{words.look}</h2>
        <ol class="steps">
          {symptom.steps.map(({ look, doThis }) => (
            <li key={look}>
              <strong>{look}</strong>
              <p>{doThis}</p>
            </li>
          ))}
        </ol>
        <section class="card">
          <h2>{words.still}</h2>
          <p>{words.stillText}</p>
          <p class="buttons">
            {visit.hasPage('/mijn/diagnose') && (
              <a class="button primary" href={visit.href('/mijn/diagnose')}>
                {words.diagnose}
              </a>
            )}
            {visit.hasPage('/status') && (
              <a class="button" href={visit.href('/status')}>
                {words.status}
              </a>
            )}
          </p>
        </section>
      </>,
    );
  },
};

function TestNumbers({ visit }: { readonly visit: Visit }) {
  const words = helpWords[visit.language];
  return (
    <section class="card">
      <h2>{words.numbersTitle}</h2>
      <dl class="pairs">
        {words.numbers.map(([number, what]) => (
          <div key={number}>
            <dt class="mono">{number}</dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Every word of what is wanted, wherever it stands. */
function speaksOf({ title, lead, alsoCalled, steps }: Symptom, wanted: string): boolean {
  return matcherOf(wanted)(title, lead, alsoCalled, ...steps.flatMap(({ look, doThis }) => [look, doThis]));
}
