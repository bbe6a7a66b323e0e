import type { ProblemHelp, ProblemHelpText } from '../web/contract/pages-bundle.ts';
import type { ErrorCode } from '../web/contract.ts';
import type { CheckId, ExtensionCheckId } from './doctor/finding.ts';
import type { LocalCode, Values } from './failure.ts';
import { EN } from './words/en.ts';
import { NL } from './words/nl.ts';
import type { Words } from './words/words.ts';

type FailureCode = ErrorCode | LocalCode;
type AnyCheckId = CheckId | ExtensionCheckId;

/** Stands for what a message names, where nothing happened that could be named. */
const ANYTHING: Values = new Proxy({}, { get: () => '…' });

/** Where the sentence is another one for each value. */
const FOR_INSTANCE: Partial<Readonly<Record<FailureCode | AnyCheckId, Values>>> = {
  'TLS-001': { days: '…', fault: 'ends-soon' },
};

/** Where the command line names the thing or says more in the line above. */
const IN_GENERAL: Readonly<
  Record<'nl' | 'en', Partial<Readonly<Record<FailureCode, Partial<ProblemHelpText>>>>>
> = {
  nl: {
    'not-found': { what: 'Wat je zoekt is er niet.' },
    'page-gone': { what: 'Deze pagina of versie is van de site gehaald.' },
    'demo-failed': { why: 'Er was geen poort of geen map voor te krijgen.' },
    usage: { why: 'Een opdracht of optie bestaat niet, of er ontbreekt iets.' },
    'settings-invalid': {
      why: 'Een naam is geen instelling, of een waarde is geen van de waarden die kunnen.',
    },
    'setting-invalid': { why: 'De waarde is geen van de waarden die kunnen.' },
  },
  en: {
    'not-found': { what: 'What you look for is not there.' },
    'page-gone': { what: 'This page or version was taken off the site.' },
    'demo-failed': { why: 'No port or no folder could be had for it.' },
    usage: { why: 'There is no such command or option, or something is missing.' },
    'settings-invalid': { why: 'A name is no setting, or a value is none of those that can be.' },
    'setting-invalid': { why: 'The value is none of those that can be.' },
  },
};

/** What each problem means, for the pages under `/hulp/`: the words of the command line are the one table. */
export const PROBLEM_HELP: readonly ProblemHelp[] = [
  ...(Object.keys(NL.failures) as FailureCode[]).map((code) => ({
    code,
    nl: failureText(NL, code),
    en: failureText(EN, code),
  })),
  ...(Object.keys(NL.doctor.checks) as AnyCheckId[]).map((id) => ({
    code: `HC-${id}`,
    nl: checkText(NL, id),
    en: checkText(EN, id),
  })),
];

function failureText({ failures, language }: Words, code: FailureCode): ProblemHelpText {
  const { what, why, todo } = failures[code](FOR_INSTANCE[code] ?? ANYTHING);
  return { what, why, todo, ...IN_GENERAL[language][code] };
}

function checkText({ doctor }: Words, id: AnyCheckId): ProblemHelpText {
  const { what, why, todo } = doctor.checks[id];
  const values = FOR_INSTANCE[id] ?? ANYTHING;
  const time = (iso: string) => iso;
  return { what: `${what(values, time)}.`, why, todo: todo(values, time) };
}
