/** The steps of the set-up, in their order. Each is a page of its own, and each can be left out. */
export const SET_UP = '/beheer/inrichten';

export const STEPS = ['taal', 'begin', 'beheerder', 'club', 'bereik', 'nummers', 'mail', 'klaar'] as const;
export type Step = (typeof STEPS)[number];

export function pathOfStep(step: Step): string {
  return `${SET_UP}/${step}`;
}

/** Before the first one there is the page of all steps; behind the last one nothing. */
export function besides(step: Step): { readonly before: string; readonly after: string | undefined } {
  const at = STEPS.indexOf(step);
  const [before, after] = [STEPS[at - 1], STEPS[at + 1]];
  return { before: before ? pathOfStep(before) : SET_UP, after: after && pathOfStep(after) };
}
