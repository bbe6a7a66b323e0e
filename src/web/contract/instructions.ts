/** Instructions to holders, checked on the wire, and the phones to talk to. */
import { z } from 'zod';
import { text } from '../contract.ts';

const time = z.string();
const seconds = z.number().int().min(1).max(86_400);
const codec = z.string().regex(/^[\w.+-]{1,32}\/\d{1,6}(\/\d)?$/);
const product = z.string().trim().min(1).max(64);

/** What the exchange can see for itself. */
export const instructionCheckSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('registration-interval'), atLeastS: seconds }),
  z.strictObject({
    kind: z.literal('transport'),
    oneOf: z.array(z.enum(['udp', 'tcp', 'tls', 'ws', 'wss'])).min(1),
  }),
  z.strictObject({ kind: z.literal('codec-order'), first: z.array(codec).min(1).max(8) }),
  z.strictObject({
    kind: z.literal('keep-alive'),
    atLeastS: seconds.optional(),
    atMostS: seconds.optional(),
  }),
  z.strictObject({ kind: z.literal('no-retry-loop'), withinMinutes: z.number().int().min(5).max(60) }),
  z.strictObject({ kind: z.literal('contacts'), atMost: z.number().int().min(1).max(100) }),
  z.strictObject({
    kind: z.literal('firmware'),
    product,
    atLeast: z.string().regex(/^\d{1,6}(\.\d{1,6}){0,5}$/),
  }),
  z.strictObject({ kind: z.literal('without-user-agent'), product }),
  z.strictObject({ kind: z.literal('ptime'), ms: z.number().int().min(5).max(120) }),
  z.strictObject({ kind: z.literal('router') }),
  z.strictObject({ kind: z.literal('srtp'), mode: z.enum(['on', 'off']) }),
]);

export const instructionTargetSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('extensions'), numbers: z.array(text(64)).max(1_000) }),
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({ kind: z.literal('user-agent'), product }),
  /** Whoever's phone does not do what the checks ask. */
  z.strictObject({ kind: z.literal('behaviour') }),
]);
export type InstructionTarget = z.infer<typeof instructionTargetSchema>;

export const instructionFiguresSchema = z.object({
  phones: z.number(),
  registrationIntervalS: z.number().nullable(),
  registersPerHour: z.number(),
  wrongPasswordsPerHour: z.number(),
  transports: z.array(z.string()),
  codec: z.string().nullable(),
  ptimeMs: z.number().nullable(),
  kbitPerS: z.number().nullable(),
  keepAliveS: z.number().nullable(),
});
export type InstructionFigures = z.infer<typeof instructionFiguresSchema>;

export const instructionProgressSchema = z.object({
  extension: z.string(),
  state: z.enum(['open', 'done', 'overdue']),
  since: time,
  doneAt: time.nullable(),
  /** When it was given, when it was carried out, and now. */
  before: instructionFiguresSchema.nullable(),
  after: instructionFiguresSchema.nullable(),
  now: instructionFiguresSchema,
  findings: z.array(
    z.object({
      check: z.string(),
      verdict: z.enum(['met', 'not-met', 'unknown']),
      seen: z.string().nullable(),
    }),
  ),
});

export const instructionSchema = z.object({
  id: z.string(),
  template: z.string().nullable(),
  text: z.string(),
  targets: instructionTargetSchema,
  checks: z.array(instructionCheckSchema),
  deadline: time.nullable(),
  createdAt: time,
  createdBy: z.string(),
  closedAt: time.nullable(),
  state: z.enum(['open', 'done', 'overdue', 'closed']),
  progress: z.array(instructionProgressSchema),
});
export type Instruction = z.infer<typeof instructionSchema>;

export const instructionsQuery = z.object({ state: instructionSchema.shape.state.optional() });

export const newInstructionSchema = z.strictObject({
  template: text(64).optional(),
  /** What the template is filled with, see `GET /instructions/templates`. */
  values: z.record(z.string().max(64), z.union([z.string().max(128), z.number()])).optional(),
  language: z.enum(['nl', 'en']).optional(),
  text: text(4_000).optional(),
  checks: z.array(instructionCheckSchema).optional(),
  targets: instructionTargetSchema,
  deadline: z.iso.datetime().optional(),
  /** Instead of a deadline: so long from now. */
  withinSeconds: z.number().int().min(1).optional(),
});
export type NewInstructionRequest = z.infer<typeof newInstructionSchema>;

const inBothLanguages = z.object({ nl: z.string(), en: z.string() });

export const instructionTemplateSchema = z.object({
  id: z.string(),
  title: inBothLanguages,
  text: inBothLanguages,
  /** What may be given, with what it is otherwise. */
  defaults: z.record(z.string(), z.union([z.string(), z.number()])),
});

/** What became of sending it by mail, to those who have not carried it out. */
export const instructionMailingSchema = z.object({
  mailed: z.number(),
  /** They had it within the last hour. */
  mailedBefore: z.number(),
  /** Extensions without a mail address. */
  withoutAddress: z.array(z.string()),
});
export type InstructionMailing = z.infer<typeof instructionMailingSchema>;

export const doneInstructionSchema = z.strictObject({ extension: text(64) });

export const phoneToTalkToSchema = z.object({
  extension: z.string(),
  userAgents: z.array(z.string()),
  weight: z.number(),
  complaints: z.array(
    z.object({
      kind: z.enum([
        'registers-too-often',
        'wrong-password',
        'keep-alive-too-often',
        'many-phones',
        'small-packets',
        'much-bandwidth',
        'router-meddles',
        'encrypted-only',
      ]),
      /** Per hour, seconds, phones, milliseconds, kbit/s or signs, as the kind implies. */
      seen: z.number(),
      usual: z.number(),
      weight: z.number(),
      /** The template that puts it right. */
      template: z.string().nullable(),
    }),
  ),
});
