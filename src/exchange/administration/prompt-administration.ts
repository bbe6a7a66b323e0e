import { ok } from '../../base/result.ts';
import { PROMPT_IDS, type PromptId, promptNameOf } from '../../media/prompts/prompt.ts';
import { situationOf } from '../../media/prompts/situations.ts';
import type { Outcome } from '../console/outcome.ts';
import type { PromptConsole, PromptView } from '../console/prompts.ts';
import type { ShelfFault, ShelvedPrompt } from '../prompt-shelf.ts';
import type { ActorParts } from './parts.ts';
import { notFound, refuse, refusedRecording } from './refusal.ts';

export class PromptAdministration implements PromptConsole {
  readonly #parts: Pick<ActorParts, 'prompts' | 'actor' | 'audit'>;

  constructor(parts: Pick<ActorParts, 'prompts' | 'actor' | 'audit'>) {
    this.#parts = parts;
  }

  list(): readonly PromptView[] {
    return this.#parts.prompts.list().map(viewOf);
  }

  read(id: string): Outcome<Uint8Array> {
    const file = isPrompt(id) ? this.#parts.prompts.read(id) : undefined;
    return file === undefined ? notFound('prompt', id) : ok(file);
  }

  async replace(id: string, file: Uint8Array): Promise<Outcome<PromptView>> {
    const { prompts, actor, audit } = this.#parts;
    if (!isPrompt(id)) return notFound('prompt', id);
    const replaced = await prompts.replace(id, file);
    if (!replaced.ok) return refused(replaced.error);
    const detail = { seconds: replaced.value.seconds };
    await audit.append({ actor, action: 'prompt.replace', target: id, detail });
    return ok(viewOf(replaced.value));
  }

  async reset(id: string): Promise<Outcome<PromptView>> {
    const { prompts, actor, audit } = this.#parts;
    if (!isPrompt(id)) return notFound('prompt', id);
    const reset = await prompts.reset(id);
    if (!reset.ok) return refused(reset.error);
    await audit.append({ actor, action: 'prompt.reset', target: id });
    return ok(viewOf(reset.value));
  }
}

function viewOf(prompt: ShelvedPrompt): PromptView {
  return { ...prompt, situation: situationOf(promptNameOf(prompt.id)) };
}

function isPrompt(id: string): id is PromptId {
  return PROMPT_IDS.some((known) => known === id);
}

function refused(fault: ShelfFault) {
  if (fault.reason === 'not-written') {
    return refuse('store-failed', `The recording could not be stored: ${fault.cause}`, {
      reason: fault.cause,
    });
  }
  return refusedRecording(fault);
}
