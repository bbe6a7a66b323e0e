import type { ComponentChildren } from 'preact';
import type { SeveralDone } from '../../../../src/web/contract/several.ts';
import type { Extension } from '../../../../src/web/contract.ts';
import type { Refused } from '../../../acting-page.tsx';
import type { FieldError } from '../../../components/form.tsx';
import type { Answer } from '../../../page.ts';
import { problemText } from '../../../words/problems.ts';
import type { ConsoleVisit } from '../console-page.tsx';
import type { BulkName } from './names.ts';

/** Something that is done to several extensions, after a look at who they are and what will happen. */
export interface BulkAct {
  readonly name: BulkName;
  /** So many at once. */
  readonly most: number;
  readonly isDanger: boolean;
  /** Left out when nothing is to be filled in. */
  readonly fields?: (visit: ConsoleVisit) => Promise<ComponentChildren>;
  /** What is wrong with what was filled in, before anybody confirms it. */
  readonly check?: (visit: ConsoleVisit) => readonly FieldError[];
  /** What will happen, a sentence each. */
  readonly tell: (visit: ConsoleVisit, rows: readonly Extension[]) => Promise<readonly string[]>;
  /** To be filled in with the confirmation. */
  readonly confirm?: (visit: ConsoleVisit, rows: readonly Extension[]) => ComponentChildren;
  /** Left out of what changes nothing: that is a file to be saved. */
  readonly apply?: (
    visit: ConsoleVisit,
    rows: readonly Extension[],
  ) => Promise<Answer | Refused | readonly Told[]>;
  readonly file?: (visit: ConsoleVisit, rows: readonly Extension[]) => Answer;
}

/** What became of one of them. */
export interface Told {
  readonly extension: string;
  readonly outcome: 'done' | 'attention' | 'failed';
  readonly text: string;
}

/** Of those that were handled one by one. */
export function toldOfEach(visit: ConsoleVisit, done: string, answer: SeveralDone): readonly Told[] {
  return [
    ...answer.done.map((extension): Told => ({ extension, outcome: 'done', text: done })),
    ...answer.refused.map(
      ({ extension, code, values }): Told => ({
        extension,
        outcome: 'failed',
        text: problemText(code, visit.language, values),
      }),
    ),
  ];
}

/** The same became of all. */
export function told(rows: readonly Extension[], text: string): readonly Told[] {
  return rows.map(({ number }) => ({ extension: number, outcome: 'done', text }));
}
