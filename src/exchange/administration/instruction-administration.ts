import { randomToken } from '../../base/random.ts';
import { ok } from '../../base/result.ts';
import type { InstructionCheck } from '../../policy/instruction-checks.ts';
import { fillTemplate, findTemplate } from '../../policy/instruction-templates.ts';
import { type PhoneToTalkTo, phonesToTalkTo } from '../../policy/phones-to-talk-to.ts';
import { isSoundCheck } from '../../policy/sound-check.ts';
import { type SoundFigures, soundQuality } from '../../policy/sound-quality.ts';
import type {
  Heard,
  InstructionConsole,
  InstructionMailing,
  InstructionView,
  NewInstruction,
  ObservationView,
} from '../console/instructions.ts';
import type { Outcome } from '../console/outcome.ts';
import {
  type Instruction,
  type Progress,
  toInstructionRecord,
  toProgressRecord,
} from '../watch/instruction.ts';
import type { ProgressView } from '../watch/instruction-book.ts';
import { readTargets } from './holder-targets.ts';
import { mailInstruction } from './instruction-mail.ts';
import type { ActorParts } from './parts.ts';
import { noConflict, notFound, refuse, stored } from './refusal.ts';
import type { Turnstile } from './turnstile.ts';

const LONGEST_TEXT = 2_000;
const LONGEST_DEADLINE_MS = 366 * 86_400_000;
/** Those that are not closed: more are a mistake in a script. */
const MOST_OPEN = 100;
const MOST_CHECKS = 10;
const RATE_MINUTES = 60;

interface Wording {
  readonly text: string;
  readonly checks: readonly InstructionCheck[];
}

/** Instructions to holders (house rule H3). */
export class InstructionAdministration implements InstructionConsole {
  readonly #parts: ActorParts;
  readonly #turnstile: Turnstile;

  constructor(parts: ActorParts, turnstile: Turnstile) {
    this.#parts = parts;
    this.#turnstile = turnstile;
  }

  add(wanted: NewInstruction): Promise<Outcome<InstructionView>> {
    return this.#turnstile.pass(async () => {
      const { store, clock, random, journal, audit, actor, watch, extensions } = this.#parts;
      const open = watch.instructions.list().filter(({ closedAtMs }) => closedAtMs === null);
      if (open.length >= MOST_OPEN)
        return refuse('too-many-open', `At most ${MOST_OPEN} instructions are open`, { most: MOST_OPEN });
      const wording = wordingOf(wanted);
      if (!wording.ok) return wording;
      const targets = readTargets(extensions, wanted.targets, wording.value.checks, invalid);
      if (!targets.ok) return targets;
      const createdAtMs = Math.round(clock.wallTime());
      const deadline = readDeadline(wanted, createdAtMs);
      if (!deadline.ok) return deadline;
      const instruction: Instruction = {
        id: randomToken(random, 10),
        template: wanted.template ?? null,
        ...wording.value,
        targets: targets.value,
        deadlineMs: deadline.value,
        createdAtMs,
        createdBy: actor,
        closedAtMs: null,
      };
      const numbers = extensions.list().map(({ number }) => number);
      const progress = watch.instructions.begin(instruction, numbers);
      const record = toInstructionRecord(instruction);
      const given = { record, progress: progress.map(toProgressRecord) };
      const written = await stored(store.insertInstruction(given), noConflict);
      if (!written.ok) return written;
      journal.record({ kind: 'instruction-given', instruction: instruction.id });
      watch.instructions.add(instruction, progress);
      await audit.append({
        actor,
        action: 'instruction.create',
        target: instruction.id,
        detail: { template: record.template, targets: targets.value, deadlineMs: deadline.value },
      });
      return ok(this.#view(instruction));
    });
  }

  list(wanted?: InstructionView['state']): readonly InstructionView[] {
    return this.#parts.watch.instructions
      .list()
      .filter((instruction) => wanted === undefined || this.#mayBe(wanted, instruction))
      .toSorted((a, b) => b.createdAtMs - a.createdAtMs)
      .map((instruction) => this.#view(instruction))
      .filter(({ state }) => wanted === undefined || state === wanted);
  }

  listOf(extension: string): readonly InstructionView[] {
    const { instructions } = this.#parts.watch;
    return instructions
      .list()
      .filter(({ closedAtMs }) => closedAtMs === null)
      .toSorted((a, b) => b.createdAtMs - a.createdAtMs)
      .flatMap((instruction) => {
        const row = instructions.progressOfOne(instruction, extension);
        return row === undefined ? [] : [viewOf(instruction, [row])];
      });
  }

  show(id: string): Outcome<InstructionView> {
    const found = this.#parts.watch.instructions.get(id);
    return found === undefined ? notFound('instruction', id) : ok(this.#view(found));
  }

  close(id: string): Promise<Outcome<InstructionView>> {
    return this.#turnstile.pass(async () => {
      const { store, clock, journal, audit, actor, watch } = this.#parts;
      const found = watch.instructions.get(id);
      if (found === undefined) return notFound('instruction', id);
      if (found.closedAtMs !== null) return ok(this.#view(found));
      const atMs = Math.round(clock.wallTime());
      const written = await stored(store.closeInstruction({ id, atMs }), noConflict);
      if (!written.ok) return written;
      const closed = watch.instructions.close(id, atMs) ?? found;
      journal.record({ kind: 'instruction-closed', instruction: id });
      await audit.append({ actor, action: 'instruction.close', target: id });
      return ok(this.#view(closed));
    });
  }

  markDone(id: string, extension: string): Promise<Outcome<InstructionView>> {
    return this.#turnstile.pass(async () => {
      const { store, clock, audit, actor, watch } = this.#parts;
      const found = watch.instructions.get(id);
      if (found === undefined) return notFound('instruction', id);
      if (found.closedAtMs !== null) return invalid('It is closed', 'closed');
      if (found.checks.length > 0)
        return invalid('The exchange sees by itself whether it is done', 'checked');
      const row = watch.instructions.progressOfOne(found, extension);
      if (row === undefined) return notFound('extension', extension);
      if (row.state === 'done') return ok(this.#view(found));
      const nowMs = Math.round(clock.wallTime());
      const done: Progress = {
        instruction: id,
        extension,
        state: 'done',
        sinceMs: nowMs,
        doneAtMs: nowMs,
        before: row.before,
        after: row.now,
      };
      const written = await stored(store.putInstructionProgress([toProgressRecord(done)]), noConflict);
      if (!written.ok) return written;
      watch.instructions.put(done);
      await audit.append({ actor, action: 'instruction.done', target: id, detail: { extension } });
      return ok(this.#view(found));
    });
  }

  mail(id: string): Promise<Outcome<InstructionMailing>> {
    return this.#turnstile.pass(() => mailInstruction(this.#parts, id));
  }

  observationOf(number: string): Outcome<ObservationView> {
    const { watch, extensions, live, bans } = this.#parts;
    if (!extensions.has(number)) return notFound('extension', number);
    const seen = watch.observations.of(number);
    return ok({
      extension: number,
      registersPerHour: seen.registersWithin(RATE_MINUTES),
      wrongPasswordsPerHour: seen.failuresWithin(RATE_MINUTES),
      srtp: seen.protection ?? null,
      banned: live.addressesOf(number).some((key) => bans.find(key) !== undefined),
      lastCall: lastCall(watch.sound.last(number)),
    });
  }

  phonesToTalkTo(): readonly PhoneToTalkTo[] {
    const { watch, extensions } = this.#parts;
    return phonesToTalkTo(watch.observations.all().filter(({ extension }) => extensions.has(extension)));
  }

  /** What can be told without a look at those who are meant, who may be everyone. */
  #mayBe(wanted: InstructionView['state'], { closedAtMs, deadlineMs }: Instruction): boolean {
    if ((closedAtMs !== null) !== (wanted === 'closed')) return false;
    return wanted !== 'overdue' || (deadlineMs !== null && deadlineMs <= this.#parts.clock.wallTime());
  }

  #view(instruction: Instruction): InstructionView {
    return viewOf(instruction, this.#parts.watch.instructions.progressOf(instruction));
  }
}

/** With the progress of all who are meant, or of one who looks at his own. */
function viewOf(instruction: Instruction, rows: readonly ProgressView[]): InstructionView {
  const progress = rows.map(({ extension, state, sinceMs, doneAtMs, before, after, now, findings }) => {
    return { extension, state, sinceMs, doneAtMs, before, after, now, findings };
  });
  return { ...instruction, state: stateOf(instruction, progress), progress };
}

function stateOf(
  { closedAtMs }: Instruction,
  progress: readonly { readonly state: Progress['state'] }[],
): InstructionView['state'] {
  if (closedAtMs !== null) return 'closed';
  if (progress.some(({ state }) => state === 'overdue')) return 'overdue';
  return progress.length > 0 && progress.every(({ state }) => state === 'done') ? 'done' : 'open';
}

function wordingOf(wanted: NewInstruction): Outcome<Wording> {
  const own = wanted.text?.normalize('NFC').trim() ?? '';
  if (own.length > LONGEST_TEXT)
    return invalid(`The text has at most ${LONGEST_TEXT} characters`, 'too-long');
  if (wanted.template === undefined) {
    if (own === '') return invalid('An instruction has a text', 'empty');
    const checks = wanted.checks ?? [];
    if (checks.length > MOST_CHECKS) return invalid(`At most ${MOST_CHECKS} checks`, 'too-many-checks');
    return checks.every(isSoundCheck)
      ? ok({ text: own, checks })
      : invalid('A check asks what no phone can do', 'check');
  }
  const template = findTemplate(wanted.template);
  if (template === undefined) return notFound('template', wanted.template);
  if (wanted.checks !== undefined) return invalid('A template brings its own checks', 'values');
  const filled = fillTemplate(template, wanted.values ?? {}, wanted.language ?? 'nl');
  if (filled === undefined || !filled.checks.every(isSoundCheck)) {
    return refuse('instruction-invalid', 'The values do not fit the template', {
      reason: 'values',
      names: Object.keys(template.defaults).join(', '),
    });
  }
  return ok({ checks: filled.checks, text: own === '' ? filled.text : own });
}

function readDeadline(wanted: NewInstruction, nowMs: number): Outcome<number | null> {
  const { withinMs } = wanted;
  const deadlineMs = wanted.deadlineMs ?? (withinMs === undefined ? undefined : nowMs + withinMs);
  if (deadlineMs === undefined) return ok(null);
  const isFuture = deadlineMs > nowMs && deadlineMs - nowMs <= LONGEST_DEADLINE_MS;
  return isFuture
    ? ok(Math.round(deadlineMs))
    : refuse('duration-invalid', 'A deadline lies in the future, at most a year away');
}

function invalid(message: string, reason: string) {
  return refuse('instruction-invalid', message, { reason });
}

/** A call this bad is hard to follow. */
const BAD_LOSS_PERCENT = 10;

function lastCall(figures: SoundFigures | undefined): ObservationView['lastCall'] {
  if (figures === undefined) return null;
  const quality = soundQuality(figures);
  if (quality === undefined) return { fromPhone: 'nothing', toPhone: null };
  const { lossPercent, farLossPercent } = quality;
  return { fromPhone: heard(lossPercent), toPhone: farLossPercent === null ? null : heard(farLossPercent) };
}

function heard(lossPercent: number): Heard {
  if (lossPercent >= 100) return 'nothing';
  return lossPercent > BAD_LOSS_PERCENT ? 'badly' : 'well';
}
