/**
 * What goes between the main thread and a media worker: plans down, facts up. Plain values that structured clone
 * carries; streams are named by numbers the main thread gives. What one side says in one turn goes as one message,
 * because waking the other costs more than what is said.
 */
import type { EngineTotals, MediaAddresses } from '../media-engine.ts';
import type { JoinOptions, RecordLimits, StreamFact, StreamPlan, Tone, Volume } from '../media-plane.ts';
import type { PromptId } from '../prompts/prompt.ts';
import type { RadioFact, RadioPlan } from '../radio/radio-plan.ts';

export interface MediaWorkerData {
  /** URL of a module that exports `createPlatform`. */
  readonly platformModule: string;
  readonly addresses: MediaAddresses;
  /** Over memory that is shared. */
  readonly prompts: ReadonlyMap<PromptId, Uint8Array>;
}

export type MediaOrder =
  | {
      readonly kind: 'open';
      readonly stream: number;
      readonly family: 'ipv4' | 'ipv6';
      readonly port: number;
      /** The thread has the ports already: nothing can fail and nothing is answered. */
      readonly isWarm: boolean;
    }
  /** Of ports that were released: they are no longer kept. */
  | { readonly kind: 'unbind'; readonly family: 'ipv4' | 'ipv6'; readonly ports: readonly number[] }
  | { readonly kind: 'configure'; readonly stream: number; readonly plan: StreamPlan }
  | { readonly kind: 'relay'; readonly stream: number; readonly peer: number }
  | { readonly kind: 'echo'; readonly stream: number }
  | {
      readonly kind: 'join';
      readonly stream: number;
      readonly conference: string;
      readonly options: JoinOptions;
    }
  | { readonly kind: 'set-muted'; readonly stream: number; readonly muted: boolean }
  | { readonly kind: 'set-volume'; readonly stream: number; readonly volume: Volume }
  | { readonly kind: 'set-on-air'; readonly stream: number; readonly onAir: boolean }
  | { readonly kind: 'open-radio'; readonly radio: number; readonly plan: RadioPlan }
  | { readonly kind: 'close-radio'; readonly radio: number }
  | { readonly kind: 'play'; readonly stream: number; readonly tone: Tone }
  | { readonly kind: 'say'; readonly stream: number; readonly prompt: PromptId }
  | {
      readonly kind: 'press-key';
      readonly stream: number;
      readonly digit: string;
      readonly durationMs: number;
    }
  | {
      readonly kind: 'say-recording';
      readonly stream: number;
      readonly sound: Uint8Array;
      readonly gainDb: number;
    }
  | { readonly kind: 'record'; readonly stream: number; readonly limits: RecordLimits }
  | { readonly kind: 'idle'; readonly stream: number }
  | { readonly kind: 'close'; readonly stream: number }
  | { readonly kind: 'set-prompt'; readonly prompt: PromptId; readonly file: Uint8Array };

export type MediaNews =
  /** The thread runs and takes orders. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'opened'; readonly stream: number; readonly bound: boolean }
  /** At once for keys, prompts and who talks; the rest comes with the report. */
  | { readonly kind: 'fact'; readonly stream: number; readonly fact: StreamFact }
  | { readonly kind: 'radio'; readonly radio: number; readonly fact: RadioFact }
  /** Once a second. */
  | {
      readonly kind: 'report';
      readonly totals: EngineTotals;
      readonly facts: readonly { readonly stream: number; readonly fact: StreamFact }[];
    }
  /** The ports of these have drained and are still bound. */
  | { readonly kind: 'released'; readonly streams: readonly number[] }
  /** The ports are free for anybody. */
  | { readonly kind: 'unbound'; readonly family: 'ipv4' | 'ipv6'; readonly ports: readonly number[] }
  | { readonly kind: 'exception'; readonly error: unknown };
