/** What an extension is made of, checked: the same for one, for a list, and for the look at a list before it. */
import { ok } from '../../base/result.ts';
import { parseCallsign } from '../../policy/callsign.ts';
import { mayUseNumber, type NumberPlan, proposeNumber } from '../../policy/numbering.ts';
import { checkPassword } from '../../policy/password.ts';
import type { NewExtension } from '../console/extensions.ts';
import type { Outcome } from '../console/outcome.ts';
import { readEmail, readName } from './fields.ts';
import { numberTaken, refuse } from './refusal.ts';

export interface ExtensionDraft {
  readonly number: string;
  readonly callsign: string;
  readonly name: string;
  readonly email: string | null;
  readonly password: ChosenPassword;
}

interface ChosenPassword {
  /** Undefined: one is to be made. */
  readonly given: string | undefined;
  readonly weak: boolean;
}

/** Everything but the number, which must have been chosen. */
export function readDraft(number: string, wanted: NewExtension): Outcome<ExtensionDraft> {
  const callsign = parseCallsign(wanted.callsign);
  if (!callsign.ok) {
    return refuse('callsign-invalid', 'A call sign has letters and digits, such as PA3XYZ', {
      callsign: wanted.callsign,
    });
  }
  const name = readName(wanted.name);
  if (!name.ok) return name;
  const email = readEmail(wanted.email);
  if (!email.ok) return email;
  const password = readPassword(wanted.password, wanted.allowWeakPassword ?? false);
  if (!password.ok) return password;
  return ok({
    number,
    callsign: callsign.value,
    name: name.value,
    email: email.value,
    password: password.value,
  });
}

export function readPassword(given: string | undefined, allowWeak: boolean): Outcome<ChosenPassword> {
  if (given === undefined) return ok({ given, weak: false });
  const judged = checkPassword(given);
  if (judged === 'invalid') {
    return refuse('password-invalid', 'A password has 8 to 64 letters, digits and signs of the ASCII set');
  }
  const weak = judged === 'weak';
  if (weak && !allowWeak)
    return refuse('password-weak', 'A password given by hand has at least 8 characters');
  return ok({ given, weak });
}

/** The number that was asked for, when it may be had; otherwise the lowest free one. */
export function chooseNumber(
  wanted: string | undefined,
  isTaken: (number: string) => boolean,
  plan: NumberPlan,
): Outcome<string> {
  if (wanted === undefined) {
    const proposed = proposeNumber('extension', isTaken, plan);
    return proposed === undefined
      ? refuse('number-taken', 'All numbers for extensions are in use')
      : ok(proposed);
  }
  const may = mayUseNumber(wanted);
  if (!may.ok && may.error === 'number-invalid') {
    return refuse('number-invalid', 'A number has 2 to 8 digits', { number: wanted });
  }
  return !may.ok || isTaken(wanted) ? numberTaken(wanted) : ok(wanted);
}
