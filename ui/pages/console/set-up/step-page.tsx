/** What every step of the set-up shares: where it stands, and the ways back, on and past it. */
import type { ComponentChildren } from 'preact';
import { type Setting, settingsSchema } from '../../../../src/web/contract/settings.ts';
import { backWith, Said } from '../../../acting-page.tsx';
import { type Page, type Visit, view } from '../../../page.ts';
import { mapped, type Reading, read } from '../../../reading.ts';
import { setUpWords } from '../../../words/console/set-up.ts';
import { type Act, type ConsoleVisit, consolePage } from '../console-page.tsx';
import { FixedSettings, isSetBack, SettingForm, saveSettings } from '../setting-form.tsx';
import { besides, pathOfStep, SET_UP, STEPS, type Step } from './steps.ts';

interface Shown {
  readonly body: ComponentChildren;
  /** What the step is for; left out when it reads nothing. */
  readonly about?: readonly Reading<unknown>[];
  /** Nothing to fill in: one does not skip it, one goes on. */
  readonly isToRead?: boolean;
}

export function stepPage({
  step,
  show,
  acts,
}: {
  readonly step: Step;
  show(visit: ConsoleVisit): Promise<Shown>;
  readonly acts?: Readonly<Record<string, Act>>;
}): Page {
  return consolePage({
    path: pathOfStep(step),
    async show(visit) {
      const words = setUpWords[visit.language];
      const { title, lead } = words.steps[step];
      const { body, about, isToRead = false } = await show(visit);
      return view(
        `${title} · ${words.title}`,
        <>
          <p class="muted">{words.count(STEPS.indexOf(step) + 1, STEPS.length)}</p>
          <h1>{title}</h1>
          <p class="lead">{lead}</p>
          <Said visit={visit} done={words.done} />
          {body}
          <Ways visit={visit} step={step} on={isToRead ? words.next : words.skip} isToRead={isToRead} />
        </>,
        about && { about },
      );
    },
    ...(acts && { acts }),
  });
}

function Ways({
  visit,
  step,
  on,
  isToRead,
}: {
  readonly visit: Visit;
  readonly step: Step;
  readonly on: string;
  readonly isToRead: boolean;
}) {
  const words = setUpWords[visit.language];
  const { before, after } = besides(step);
  return (
    <nav class="buttons" aria-label={words.title}>
      <a class="button" href={visit.href(before)}>
        {words.back}
      </a>
      {after !== undefined && (
        <a class={isToRead ? 'button primary' : 'button'} href={visit.href(after)}>
          {on}
        </a>
      )}
      {before !== SET_UP && (
        <a class="button" href={visit.href(SET_UP)}>
          {words.overview}
        </a>
      )}
    </nav>
  );
}

export interface SettingsOfStep {
  /** Path of the settings file. */
  readonly file: string;
  readonly settings: readonly Setting[];
}

/** The settings a step is about, in the order they are named. */
export async function readSettings(
  visit: ConsoleVisit,
  keys: readonly string[],
): Promise<Reading<SettingsOfStep>> {
  return mapped(await read(visit, '/settings', settingsSchema), ({ file, items }) => ({
    file,
    settings: keys.flatMap((key) => items.filter((setting) => setting.key === key)),
  }));
}

/** A form for those that may be changed here; of the others what holds, and who set it. */
export function StepSettings({
  visit,
  of: { file, settings },
}: {
  readonly visit: ConsoleVisit;
  readonly of: SettingsOfStep;
}) {
  const words = setUpWords[visit.language];
  const changeable = settings.filter((setting) => setting.changeable);
  const fixed = settings.filter((setting) => !setting.changeable);
  return (
    <>
      {changeable.length > 0 && <SettingForm visit={visit} settings={changeable} button={words.save} />}
      {fixed.length > 0 && (
        <>
          <h2>{words.fixed}</h2>
          <FixedSettings visit={visit} settings={fixed} file={file} caption={words.fixed} />
        </>
      )}
    </>
  );
}

/** Saves the settings of a step and goes on; one that was set back is looked at first. */
export function saveStep(step: Step): Act {
  return (visit) =>
    saveSettings(visit, () =>
      backWith(visit, 'saved', isSetBack(visit) ? pathOfStep(step) : besides(step).after),
    );
}

export function settingIn({ settings }: SettingsOfStep, key: string): string {
  return settings.find((setting) => setting.key === key)?.value ?? '';
}
