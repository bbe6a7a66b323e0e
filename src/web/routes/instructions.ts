import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { InstructionProgressView, InstructionView } from '../../exchange/console/instructions.ts';
import type { InstructionCheck } from '../../policy/instruction-checks.ts';
import type { InstructionFigures as Figures } from '../../policy/instruction-figures.ts';
import type { InstructionTarget as Target } from '../../policy/instruction-targets.ts';
import { INSTRUCTION_TEMPLATES } from '../../policy/instruction-templates.ts';
import {
  doneInstructionSchema,
  type Instruction,
  type InstructionFigures,
  instructionCheckSchema,
  instructionMailingSchema,
  instructionSchema,
  instructionsQuery,
  instructionTemplateSchema,
  newInstructionSchema,
  phoneToTalkToSchema,
} from '../contract/instructions.ts';
import { listOf } from '../contract.ts';
import { sendRefusal } from '../problem.ts';

const byId = z.object({ id: z.string() });
const read = { scope: 'read' } as const;
const write = { scope: 'write' } as const;

export const instructionRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  server.get(
    '/',
    {
      config: read,
      schema: { querystring: instructionsQuery, response: { 200: listOf(instructionSchema) } },
    },
    async (request) => ({
      items: request.console.instructions.list(request.query.state).map(instruction),
    }),
  );

  server.get(
    '/templates',
    { config: read, schema: { response: { 200: listOf(instructionTemplateSchema) } } },
    async () => ({
      items: INSTRUCTION_TEMPLATES.map(({ id, title, text, defaults }) => ({
        id,
        title,
        text,
        defaults: { ...defaults },
      })),
    }),
  );

  server.post(
    '/',
    { config: write, schema: { body: newInstructionSchema, response: { 201: instructionSchema } } },
    async (request, reply) => {
      const { deadline, withinSeconds, ...wanted } = request.body;
      const deadlineMs = deadline === undefined ? undefined : Date.parse(deadline);
      const withinMs = withinSeconds === undefined ? undefined : withinSeconds * 1000;
      const added = await request.console.instructions.add({ ...wanted, deadlineMs, withinMs });
      return added.ok ? reply.code(201).send(instruction(added.value)) : sendRefusal(reply, added.error);
    },
  );

  server.get(
    '/:id',
    { config: read, schema: { params: byId, response: { 200: instructionSchema } } },
    async (request, reply) => {
      const found = request.console.instructions.show(request.params.id);
      return found.ok ? reply.send(instruction(found.value)) : sendRefusal(reply, found.error);
    },
  );

  /** Closes it: what was reached stays to be read. */
  server.delete(
    '/:id',
    { config: write, schema: { params: byId, response: { 200: instructionSchema } } },
    async (request, reply) => {
      const closed = await request.console.instructions.close(request.params.id);
      return closed.ok ? reply.send(instruction(closed.value)) : sendRefusal(reply, closed.error);
    },
  );

  server.post(
    '/:id/done',
    {
      config: write,
      schema: { params: byId, body: doneInstructionSchema, response: { 200: instructionSchema } },
    },
    async (request, reply) => {
      const marked = await request.console.instructions.markDone(request.params.id, request.body.extension);
      return marked.ok ? reply.send(instruction(marked.value)) : sendRefusal(reply, marked.error);
    },
  );

  server.post(
    '/:id/mailing',
    {
      config: write,
      schema: {
        summary: 'By mail to those who have not carried it out; the same one not twice within an hour',
        params: byId,
        response: { 200: instructionMailingSchema },
      },
    },
    async (request, reply) => {
      const mailed = await request.console.instructions.mail(request.params.id);
      if (!mailed.ok) return sendRefusal(reply, mailed.error);
      const { withoutAddress, ...counts } = mailed.value;
      return reply.send({ ...counts, withoutAddress: [...withoutAddress] });
    },
  );

  done();
};

export const phonesToTalkToRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  server.get(
    '/',
    { config: read, schema: { response: { 200: listOf(phoneToTalkToSchema) } } },
    async (request) => ({
      items: request.console.instructions
        .phonesToTalkTo()
        .map(({ extension, userAgents, weight, complaints }) => ({
          extension,
          userAgents: [...userAgents],
          weight,
          complaints: [...complaints],
        })),
    }),
  );
  done();
};

export function instruction(view: InstructionView): Instruction {
  return {
    id: view.id,
    template: view.template,
    text: view.text,
    targets: target(view.targets),
    checks: view.checks.map(check),
    deadline: timeOrNull(view.deadlineMs),
    createdAt: time(view.createdAtMs),
    createdBy: view.createdBy,
    closedAt: timeOrNull(view.closedAtMs),
    state: view.state,
    progress: view.progress.map(progress),
  };
}

function progress(view: InstructionProgressView): Instruction['progress'][number] {
  const { extension, state, before, after, now, findings } = view;
  return {
    extension,
    state,
    since: time(view.sinceMs),
    doneAt: timeOrNull(view.doneAtMs),
    before: before && figures(before),
    after: after && figures(after),
    now: figures(now),
    findings: [...findings],
  };
}

function figures(seen: Figures): InstructionFigures {
  return { ...seen, transports: [...seen.transports] };
}

function target(meant: Target): Instruction['targets'] {
  return meant.kind === 'extensions' ? { kind: 'extensions', numbers: [...meant.numbers] } : meant;
}

/** What a template made is within what a request may ask. */
function check(asked: InstructionCheck): Instruction['checks'][number] {
  return instructionCheckSchema.parse(asked);
}

function time(ms: number): string {
  return new Date(ms).toISOString();
}

function timeOrNull(ms: number | null): string | null {
  return ms === null ? null : time(ms);
}
