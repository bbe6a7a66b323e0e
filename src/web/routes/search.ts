import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import type { FreePageName } from '../../exchange/console/free-pages.ts';
import type { Outcome } from '../../exchange/console/outcome.ts';
import type { SuspensionView } from '../../exchange/console/suspensions.ts';
import type { Console } from '../../exchange/console.ts';
import type { EndedBanRecord } from '../../store/schema.ts';
import type { ProblemHelp } from '../contract/pages-bundle.ts';
import { FOUND_KINDS, type Found, searchQuery, searchSchema } from '../contract/search.ts';
import { matcherOf, wordsOf } from '../contract/search-text.ts';

const MOST_OF_A_KIND = 20;

type Kind = Found['kind'];
type Matcher = ReturnType<typeof matcherOf>;

/**
 * One look at everything that is in memory anyway: a thousand extensions are a thousand short texts. What is over is
 * in the store, which looks for itself. It names people and addresses, so it is for administrators alone.
 */
export function searchRoutes({
  problems = [],
}: {
  /** What has a page of its own in the help. */
  readonly problems?: readonly ProblemHelp[] | undefined;
}): FastifyPluginCallbackZod {
  return (server, _options, done) => {
    server.get(
      '/',
      {
        config: { scope: 'admin' },
        schema: {
          summary:
            'Extensions, phones, bridges, bans, whitelist, suspensions, incidents, instructions, pages, messages, what ended, settings, codes of problems',
          querystring: searchQuery,
          response: { 200: searchSchema },
        },
      },
      async (request, reply) => {
        const { console, query } = request;
        const matches = matcherOf(query.q);
        const ended = await findEndedBans(console, query.q);
        const suspensions = await console.suspensions.list();
        const all: readonly Found[] = [
          ...inMemory(console, query.q),
          ...(ended.ok ? ended.value.map(endedBan) : []),
          ...(suspensions.ok ? suspensions.value.filter(suspensionMatcher(matches)).map(suspension) : []),
          ...problems.filter(({ code }) => matches(code)).map(problemPage),
        ];
        const of = (kind: Kind) => all.filter((one) => one.kind === kind);
        const unknown = new Set<Kind>([
          ...(ended.ok ? [] : (['ended-ban'] as const)),
          ...(suspensions.ok ? [] : (['suspension', 'ended-suspension'] as const)),
        ]);
        return reply.send({
          found: FOUND_KINDS.flatMap((kind) => of(kind).slice(0, MOST_OF_A_KIND)),
          more: FOUND_KINDS.filter((kind) => of(kind).length > MOST_OF_A_KIND),
          unknown: FOUND_KINDS.filter((kind) => unknown.has(kind)),
        });
      },
    );
    done();
  };
}

/** One more than is shown tells that there is more. An address is looked for as bans are kept. */
function findEndedBans(console: Console, wanted: string): Promise<Outcome<readonly EndedBanRecord[]>> {
  const address = console.bans.stateOf(wanted);
  return console.bans.findEnded(address.ok ? [address.value.key] : wordsOf(wanted), MOST_OF_A_KIND + 1);
}

function endedBan({ addressKey, lastUsername, endedAtMs }: EndedBanRecord): Found {
  return {
    kind: 'ended-ban',
    id: addressKey,
    title: addressKey,
    detail: lastUsername ?? '',
    at: time(endedAtMs),
  };
}

function suspensionMatcher(matches: Matcher): (one: SuspensionView) => boolean {
  return ({ scope, reason }) => matches(scopeText(scope), reason);
}

function suspension({ id, scope, reason, state, endedAtMs, untilMs }: SuspensionView): Found {
  const endMs = endedAtMs ?? untilMs;
  return {
    kind: state === 'ended' ? 'ended-suspension' : 'suspension',
    id,
    title: scopeText(scope),
    detail: reason ?? '',
    at: state === 'ended' && endMs !== null ? time(endMs) : null,
  };
}

function scopeText(scope: SuspensionView['scope']): string {
  return scope === 'all' ? 'all' : scope.join(', ');
}

function problemPage({ code, en }: ProblemHelp): Found {
  return { kind: 'problem', id: code, title: code, detail: en.what, at: null };
}

function inMemory(console: Console, wanted: string): readonly Found[] {
  const matches = matcherOf(wanted);
  return [
    ...ofExtensions(console, matches),
    ...ofGuard(console, matches, wanted),
    ...ofTexts(console, matches),
    ...console.conferences
      .list()
      .filter(({ number, name }) => matches(number, name))
      .map(({ number, name }) => found('bridge', number, `${number} ${name}`)),
    ...console.settings
      .list()
      .filter(({ key, variable, meaning }) => matches(key, variable, meaning.nl, meaning.en))
      .map(({ key, meaning }) => found('setting', key, key, meaning.en)),
  ];
}

function found(kind: Kind, id: string, title: string, detail = ''): Found {
  return { kind, id, title, detail, at: null };
}

function ofExtensions(console: Console, matches: Matcher): readonly Found[] {
  const extensions = console.extensions.list();
  return [
    ...extensions
      .filter(({ number, callsign, name, email }) => matches(number, callsign, name, email))
      .map(({ number, callsign, name }) => found('extension', number, `${number} ${callsign}`, name)),
    ...extensions.flatMap(({ number, callsign, registrations }) =>
      registrations
        .filter(({ userAgent }) => matches(userAgent))
        .map(({ userAgent }) => found('phone', number, userAgent, `${number} ${callsign}`)),
    ),
  ];
}

function ofGuard(console: Console, matches: Matcher, wanted: string): readonly Found[] {
  // An IPv6 address is banned with its neighbours, under a name that is not its own.
  const address = console.bans.stateOf(wanted);
  const its = address.ok ? address.value.ban?.addressKey : undefined;
  return [
    ...console.bans
      .list()
      .filter(
        ({ addressKey, lastUsername, reference }) =>
          addressKey === its || matches(addressKey, lastUsername, reference),
      )
      .map(({ addressKey, lastUsername }) => found('ban', addressKey, addressKey, lastUsername ?? '')),
    ...console.whitelist
      .list()
      .filter(({ entry, owner, note }) => matches(entry, owner, note))
      .map(({ entry, owner, note }) => found('whitelist', entry, entry, `${owner} ${note}`.trim())),
  ];
}

function ofTexts(console: Console, matches: Matcher): readonly Found[] {
  return [
    ...console.incidents
      .list()
      .filter(({ title, updates }) => matches(title, ...updates.map(({ text }) => text)))
      .map(({ id, title }) => found('incident', id, title)),
    ...console.instructions
      .list()
      .filter(({ text }) => matches(text))
      .map(({ id, text }) => found('instruction', id, text.split('\n')[0] ?? '')),
    ...console.freePages
      .list()
      .filter(({ page, title, version }) =>
        matches(page, title.nl, title.en, ...textsOf(console, page, version)),
      )
      .map(({ page, title }) => found('page', page, title.nl, title.en)),
    ...console.messages
      .wordings()
      .filter(({ subject, text }) => matches(subject, text))
      .map(({ id, subject, state, sentAtMs, createdAtMs }) => ({
        ...found('message', id, subject, state),
        at: time(sentAtMs ?? createdAtMs),
      })),
  ];
}

/** What is on the site. */
function textsOf({ pages }: Console, page: FreePageName, version: number | null): readonly string[] {
  const found = version === null ? undefined : pages.version(page, version);
  return found?.ok ? [found.value.text.nl, found.value.text.en] : [];
}

function time(ms: number): string {
  return new Date(ms).toISOString();
}
