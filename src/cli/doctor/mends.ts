import type { CheckId, Finding } from './finding.ts';

/** Checks whose fault can be mended without touching what an administrator decided. */
export const MENDS = ['SYS-005', 'SYS-006', 'SYS-008'] as const satisfies readonly CheckId[];
export type Mend = (typeof MENDS)[number];

/** What `--fix` does about these findings, in their order. */
export function mendsFor(findings: readonly Finding<string>[]): readonly Mend[] {
  return findings.flatMap(({ id, verdict, values }) => {
    const mend = MENDS.find((one) => one === id);
    if (mend === undefined || verdict === 'good') return [];
    // A folder that is missing or someone else's is for people.
    return mend === 'SYS-005' && values['reason'] !== 'open-to-others' ? [] : [mend];
  });
}
