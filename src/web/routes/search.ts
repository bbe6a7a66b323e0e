import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import type { FreePageName } from '../../exchange/console/free-pages.ts';
import type { Console } from '../../exchange/console.ts';
import { FOUND_KINDS, type Found, searchQuery, searchSchema } from '../contract/search.ts';
import { matcherOf } from '../contract/search-text.ts';
import { sendRefusal } from '../problem.ts';

const MOST_OF_A_KIND = 20;

/**
 * One look at everything that is in memory anyway: a thousand extensions are a thousand short texts. It names people
 * and addresses, so it is for administrators alone.
 */
export const searchRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  server.get(
    '/',
    {
      config: { scope: 'admin' },
      schema: {
        summary:
          'Extensions, phones, bridges, bans, whitelist, suspensions, incidents, instructions, pages, settings',
        querystring: searchQuery,
        response: { 200: searchSchema },
      },
    },
    async (request, reply) => {
      const matches = matcherOf(request.query.q);
      const suspensions = await request.console.suspensions.list();
      if (!suspensions.ok) return sendRefusal(reply, suspensions.error);
      const found = [
        ...inMemory(request.console, matches),
        ...suspensions.value
          .filter(({ state, scope, reason }) => state !== 'ended' && matches(scopeText(scope), reason))
          .map(({ id, scope, reason }): Found => {
            return { kind: 'suspension', id, title: scopeText(scope), detail: reason ?? '' };
          }),
      ];
      const of = (kind: Found['kind']) => found.filter((one) => one.kind === kind);
      return reply.send({
        found: FOUND_KINDS.flatMap((kind) => of(kind).slice(0, MOST_OF_A_KIND)),
        more: FOUND_KINDS.filter((kind) => of(kind).length > MOST_OF_A_KIND),
      });
    },
  );
  done();
};

function scopeText(scope: 'all' | readonly string[]): string {
  return scope === 'all' ? 'all' : scope.join(', ');
}

function inMemory(console: Console, matches: ReturnType<typeof matcherOf>): readonly Found[] {
  const extensions = console.extensions.list();
  return [
    ...extensions
      .filter(({ number, callsign, name, email }) => matches(number, callsign, name, email))
      .map(({ number, callsign, name }): Found => {
        return { kind: 'extension', id: number, title: `${number} ${callsign}`, detail: name };
      }),
    ...extensions.flatMap(({ number, callsign, registrations }) =>
      registrations
        .filter(({ userAgent }) => matches(userAgent))
        .map(({ userAgent }): Found => {
          return { kind: 'phone', id: number, title: userAgent, detail: `${number} ${callsign}` };
        }),
    ),
    ...console.conferences
      .list()
      .filter(({ number, name }) => matches(number, name))
      .map(
        ({ number, name }): Found => ({ kind: 'bridge', id: number, title: `${number} ${name}`, detail: '' }),
      ),
    ...console.bans
      .list()
      .filter(({ addressKey, lastUsername, reference }) => matches(addressKey, lastUsername, reference))
      .map(({ addressKey, lastUsername }): Found => {
        return { kind: 'ban', id: addressKey, title: addressKey, detail: lastUsername ?? '' };
      }),
    ...console.whitelist
      .list()
      .filter(({ entry, owner, note }) => matches(entry, owner, note))
      .map(({ entry, owner, note }): Found => {
        return { kind: 'whitelist', id: entry, title: entry, detail: `${owner} ${note}`.trim() };
      }),
    ...console.incidents
      .list()
      .filter(({ title, updates }) => matches(title, ...updates.map(({ text }) => text)))
      .map(({ id, title }): Found => ({ kind: 'incident', id, title, detail: '' })),
    ...console.instructions
      .list()
      .filter(({ text }) => matches(text))
      .map(
        ({ id, text }): Found => ({ kind: 'instruction', id, title: text.split('\n')[0] ?? '', detail: '' }),
      ),
    ...console.freePages
      .list()
      .filter(({ page, title, version }) =>
        matches(page, title.nl, title.en, ...textsOf(console, page, version)),
      )
      .map(({ page, title }): Found => ({ kind: 'page', id: page, title: title.nl, detail: title.en })),
    ...console.settings
      .list()
      .filter(({ key, variable, meaning }) => matches(key, variable, meaning.nl, meaning.en))
      .map(({ key, meaning }): Found => ({ kind: 'setting', id: key, title: key, detail: meaning.en })),
  ];
}

/** What is on the site. */
function textsOf({ pages }: Console, page: FreePageName, version: number | null): readonly string[] {
  const found = version === null ? undefined : pages.version(page, version);
  return found?.ok ? [found.value.text.nl, found.value.text.en] : [];
}
