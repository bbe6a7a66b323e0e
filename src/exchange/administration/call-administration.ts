import { ok } from '../../base/result.ts';
import type { CallConsole, CallView } from '../console/calls.ts';
import type { Outcome } from '../console/outcome.ts';
import type { ActorParts } from './parts.ts';
import { notFound } from './refusal.ts';

export class CallAdministration implements CallConsole {
  readonly #parts: ActorParts;

  constructor(parts: ActorParts) {
    this.#parts = parts;
  }

  list(): readonly CallView[] {
    return this.#parts.live.calls();
  }

  async end(id: string): Promise<Outcome<CallView>> {
    const { live, audit, actor } = this.#parts;
    const ended = live.endCall(id);
    if (ended === undefined) return notFound('call', id);
    const { from, to, state } = ended;
    await audit.append({ actor, action: 'call.end', target: id, detail: { from, to, state } });
    return ok(ended);
  }
}
