import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { LimitsChange, LimitsView } from '../../exchange/console/limits.ts';
import { LIMITABLE_CODECS } from '../../policy/extension-limits.ts';
import {
  type ExtensionLimits,
  type ExtensionLimitsChange,
  extensionLimitsChangeSchema,
  extensionLimitsSchema,
} from '../contract/suspensions.ts';
import { sendRefusal } from '../problem.ts';

const byNumber = z.object({ number: z.string() });

/** `/extensions/{number}/limits`. */
export const extensionLimitRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  server.get(
    '/:number/limits',
    { config: { scope: 'read' }, schema: { params: byNumber, response: { 200: extensionLimitsSchema } } },
    async (request, reply) => {
      const found = request.console.limits.show(request.params.number);
      return found.ok ? reply.send(limits(found.value)) : sendRefusal(reply, found.error);
    },
  );

  server.patch(
    '/:number/limits',
    {
      config: { scope: 'write' },
      schema: {
        params: byNumber,
        body: extensionLimitsChangeSchema,
        response: { 200: extensionLimitsSchema },
      },
    },
    async (request, reply) => {
      const set = await request.console.limits.set(request.params.number, limitsChange(request.body));
      return set.ok ? reply.send(limits(set.value)) : sendRefusal(reply, set.error);
    },
  );

  done();
};

export function limitsChange({
  kbitPerSecond,
  registerSeconds,
  ...rest
}: ExtensionLimitsChange): LimitsChange {
  return { ...rest, kbitPerS: kbitPerSecond, registerIntervalS: registerSeconds };
}

function limits({ extension, own, effective }: LimitsView): ExtensionLimits {
  const { codecs } = effective;
  return {
    extension,
    own: {
      calls: own.calls,
      contacts: own.contacts,
      newCallsPerMinute: own.newCallsPerMinute,
      kbitPerSecond: own.kbitPerS,
      codecs: own.codecs === null ? null : [...own.codecs],
      registerSeconds: own.registerIntervalS,
      digest: own.digest,
      transport: own.transport,
    },
    effective: {
      calls: finite(effective.calls),
      contacts: finite(effective.contacts),
      newCallsPerMinute: finite(effective.newCallsPerMinute),
      kbitPerSecond: finite(effective.kbitPerS),
      codecs: codecs === undefined ? null : LIMITABLE_CODECS.filter((codec) => codecs.has(codec)),
      registerSeconds: effective.registerIntervalS === 0 ? null : effective.registerIntervalS,
      digest: effective.digest ?? null,
      transport: effective.transport ?? null,
    },
  };
}

function finite(limit: number): number | null {
  return Number.isFinite(limit) ? limit : null;
}
