import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import type { SettingConsole, SettingView } from '../../exchange/console/settings.ts';
import { type Setting, settingChangeSchema, settingsSchema } from '../contract/settings.ts';
import { sendRefusal } from '../problem.ts';

/** They name networks, files and mail servers: for who administers the exchange. */
const config = { scope: 'admin' } as const;

export const settingRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  server.get(
    '/',
    {
      config,
      schema: {
        summary: 'Every setting: what holds and where it came from',
        response: { 200: settingsSchema },
      },
    },
    async (request) => settings(request.console.settings, request.console.settings.list()),
  );

  server.patch(
    '/',
    {
      config,
      schema: {
        summary: 'Changes settings while the exchange runs, all or none; null sets one back',
        body: settingChangeSchema,
        response: { 200: settingsSchema },
      },
    },
    async (request, reply) => {
      const { settings: console } = request.console;
      const changed = await console.change(request.body);
      if (!changed.ok) return sendRefusal(reply, changed.error);
      return reply.send(settings(console, changed.value));
    },
  );
  done();
};

function settings({ file }: SettingConsole, views: readonly SettingView[]) {
  return { file, items: views.map(setting) };
}

function setting(view: SettingView): Setting {
  const { byDefault, isLive, isChangeable, isSecret, isSet, changedAtMs, ...rest } = view;
  return {
    ...rest,
    meaning: { ...view.meaning },
    allowed: { ...view.allowed },
    beneath: { ...view.beneath },
    default: byDefault,
    live: isLive,
    changeable: isChangeable,
    secret: isSecret,
    set: isSet,
    changedAt: changedAtMs === null ? null : new Date(changedAtMs).toISOString(),
  };
}
