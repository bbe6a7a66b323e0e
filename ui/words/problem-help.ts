import type { ProblemHelp } from '../../src/web/contract/pages-bundle.ts';

/** Set once, before the first page; by code in small letters. */
let byCode: ReadonlyMap<string, ProblemHelp> = new Map();

export function explainProblems(problems: readonly ProblemHelp[]): void {
  byCode = new Map(problems.map((problem) => [problem.code.toLowerCase(), problem]));
}

/** However somebody types a code. */
export function problemHelp(code: string): ProblemHelp | undefined {
  return byCode.get(code.trim().toLowerCase());
}
