import type { FastifyRequest } from 'fastify';
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { BugError } from '../../base/bug-error.ts';
import type { ProvisioningFormat } from '../../base/provisioning-format.ts';
import { qrPicture } from '../../directory/letter/qr-picture.ts';
import type { MemberView, PhonePasswordView } from '../../exchange/console/members.ts';
import type { Console } from '../../exchange/console.ts';
import { dropSessionCookie } from '../api/session-cookie.ts';
import { callFeaturesChangeSchema, callFeaturesSchema } from '../contract/call-features.ts';
import { newWhitelistRequestSchema, whitelistRequestSchema } from '../contract/guard.ts';
import { instructionSchema } from '../contract/instructions.ts';
import { extensionLanguageChangeSchema, extensionLanguageSchema } from '../contract/languages.ts';
import {
  type companySchema,
  leaveSchema,
  leftSchema,
  memberChangeSchema,
  memberSchema,
  newOwnPasswordSchema,
  newPhonePasswordSchema,
  ownAddressesSchema,
  ownEventSchema,
  ownEventsQuery,
  phonePasswordSchema,
  phoneWithPasswordSchema,
  whitelistWishSchema,
} from '../contract/own.ts';
import { watchersChangeSchema, watchersSchema } from '../contract/watchers.ts';
import { listOf } from '../contract.ts';
import { OWN_EVENT_WORDS, toldEvent } from '../own-event-words.ts';
import { problem, sendProblem, sendRefusal } from '../problem.ts';
import { extension as extensionBody } from '../views.ts';
import { features } from './call-features.ts';
import { listingView } from './directory.ts';
import { whitelistRequest } from './guard.ts';
import { addressOf } from './handovers.ts';
import { instruction } from './instructions.ts';
import { ownAddress } from './me.ts';
import { watchers } from './watchers.ts';

type Server = Parameters<FastifyPluginCallbackZod>[0];

const byId = z.object({ id: z.string() });
const config = { scope: 'own' } as const;

/** `/me`: one's own extension. No number is in any address here, so that there is no other to ask about. */
export const ownRoutes: FastifyPluginCallbackZod = (server, _options, done) => {
  server.get(
    '/',
    { config, schema: { summary: 'One’s own extension', response: { 200: memberSchema } } },
    async (request, reply) => {
      const shown = request.console.members.show(numberOf(request));
      return shown.ok ? reply.send(member(shown.value)) : sendRefusal(reply, shown.error);
    },
  );

  server.patch(
    '/',
    { config, schema: { body: memberChangeSchema, response: { 200: memberSchema } } },
    async (request, reply) => {
      const number = numberOf(request);
      const { callerId, ...wanted } = request.body;
      if (callerId !== undefined) {
        const set = await request.console.extensions.setCallerId(number, callerId);
        if (!set.ok) return sendRefusal(reply, set.error);
      }
      const { members } = request.console;
      const isNothing = Object.keys(wanted).length === 0;
      const changed = isNothing ? members.show(number) : await members.change(number, wanted);
      return changed.ok ? reply.send(member(changed.value)) : sendRefusal(reply, changed.error);
    },
  );

  registerPhones(server);
  registerTrouble(server);
  registerWishes(server);
  registerLeaving(server);
  done();
};

function registerPhones(server: Server): void {
  server.get(
    '/phone-passwords',
    { config, schema: { response: { 200: listOf(phonePasswordSchema) } } },
    async (request, reply) => {
      const shown = request.console.members.show(numberOf(request));
      if (!shown.ok) return sendRefusal(reply, shown.error);
      return reply.send({ items: shown.value.phonePasswords.map(phonePassword) });
    },
  );

  server.post(
    '/phone-passwords',
    {
      config,
      schema: {
        summary: 'A password for one phone, shown this once',
        body: newPhonePasswordSchema,
        response: { 201: phoneWithPasswordSchema },
      },
    },
    async (request, reply) => {
      const number = numberOf(request);
      const { name, short = false, settings: format } = request.body;
      const wish = { name, short, settings: format };
      const added = await request.console.members.addPhonePassword(number, wish);
      if (!added.ok) return sendRefusal(reply, added.error);
      const { phone, password, settings } = added.value;
      return reply.code(201).send({
        ...phonePassword(phone),
        username: number,
        password,
        settings: settings && format ? settingsOf(request.console, format, settings) : null,
      });
    },
  );

  server.delete(
    '/phone-passwords/:id',
    { config, schema: { params: byId, response: { 200: phonePasswordSchema } } },
    async (request, reply) => {
      const removed = await request.console.members.removePhonePassword(numberOf(request), request.params.id);
      return removed.ok ? reply.send(phonePassword(removed.value)) : sendRefusal(reply, removed.error);
    },
  );

  server.post(
    '/password',
    {
      config,
      schema: {
        summary: 'A new password for all phones; those of single phones are void, and all sessions end',
        response: { 200: newOwnPasswordSchema },
      },
    },
    async (request, reply) => {
      const reset = await request.console.extensions.resetPassword(numberOf(request));
      if (!reset.ok) return sendRefusal(reply, reset.error);
      const { extension, password } = reset.value;
      dropSessionCookie(request, reply);
      return reply.send({ username: extension.number, password });
    },
  );
}

/** What is the matter: for the wizard that waits for a phone, and for the diagnosis. */
function registerTrouble(server: Server): void {
  server.get(
    '/events',
    {
      config,
      schema: {
        summary: 'What one’s phones did, the newest first; the last day',
        querystring: ownEventsQuery,
        response: { 200: listOf(ownEventSchema) },
      },
    },
    async (request) => ({
      items: request.console.members
        .events(numberOf(request), request.query.after)
        .map((event) => toldEvent(event, OWN_EVENT_WORDS)),
    }),
  );

  server.get(
    '/addresses',
    {
      config,
      schema: {
        summary: 'Whether the address that asks, or one of one’s phones, is banned',
        response: { 200: ownAddressesSchema },
      },
    },
    async (request) => ({
      items: request.console.members.addressStates(numberOf(request), request.ip ?? '').map(ownAddress),
    }),
  );

  server.get(
    '/whitelist-requests',
    { config, schema: { response: { 200: listOf(whitelistRequestSchema) } } },
    async (request, reply) => {
      const known = await request.console.whitelist.listRequests();
      if (!known.ok) return sendRefusal(reply, known.error);
      const own = known.value.filter(({ extension }) => extension === numberOf(request));
      return reply.send({ items: own.map(whitelistRequest) });
    },
  );

  server.post(
    '/whitelist-requests',
    {
      config,
      schema: {
        summary: 'Asks to have an address on the whitelist: the one that asks, unless another is named',
        body: whitelistWishSchema,
        response: { 201: whitelistRequestSchema },
      },
    },
    async (request, reply) => {
      const extension = numberOf(request);
      const { entry = request.ip ?? '', note } = request.body;
      const wish = newWhitelistRequestSchema.parse({ extension, entry, note });
      const asked = await request.console.whitelist.request(wish);
      return asked.ok ? reply.code(201).send(whitelistRequest(asked.value)) : sendRefusal(reply, asked.error);
    },
  );

  server.get(
    '/instructions',
    { config, schema: { response: { 200: listOf(instructionSchema) } } },
    async (request) => ({
      items: request.console.members
        .instructions(numberOf(request))
        .map((one) => ownInstruction(one, numberOf(request))),
    }),
  );

  server.post(
    '/instructions/:id/done',
    {
      config,
      schema: {
        summary: 'For an instruction the exchange cannot check',
        params: byId,
        response: { 200: instructionSchema },
      },
    },
    async (request, reply) => {
      const number = numberOf(request);
      const { members } = request.console;
      const isMeant = members.instructions(number).some(({ id }) => id === request.params.id);
      if (!isMeant)
        return sendProblem(
          reply,
          problem('not-found', { values: { what: 'instruction', name: request.params.id } }),
        );
      const done = await request.console.instructions.markDone(request.params.id, number);
      return done.ok ? reply.send(ownInstruction(done.value, number)) : sendRefusal(reply, done.error);
    },
  );
}

function registerWishes(server: Server): void {
  server.get(
    '/features',
    { config, schema: { response: { 200: callFeaturesSchema } } },
    async (request, reply) => {
      const found = request.console.callFeatures.show(numberOf(request));
      return found.ok ? reply.send(features(found.value)) : sendRefusal(reply, found.error);
    },
  );

  server.patch(
    '/features',
    {
      config,
      // Whose calls one may pick up is the administrator's to say.
      schema: {
        body: callFeaturesChangeSchema.omit({ pickupGroup: true }),
        response: { 200: callFeaturesSchema },
      },
    },
    async (request, reply) => {
      const { ringSeconds: ringS, ...rest } = request.body;
      const set = await request.console.callFeatures.set(numberOf(request), { ...rest, ringS });
      return set.ok ? reply.send(features(set.value)) : sendRefusal(reply, set.error);
    },
  );

  server.get(
    '/watchers',
    { config, schema: { response: { 200: watchersSchema } } },
    async (request, reply) => {
      const found = request.console.watchers.show(numberOf(request));
      return found.ok ? reply.send(watchers(found.value)) : sendRefusal(reply, found.error);
    },
  );

  server.patch(
    '/watchers',
    { config, schema: { body: watchersChangeSchema, response: { 200: watchersSchema } } },
    async (request, reply) => {
      const set = await request.console.watchers.set(numberOf(request), request.body);
      return set.ok ? reply.send(watchers(set.value)) : sendRefusal(reply, set.error);
    },
  );

  server.patch(
    '/language',
    { config, schema: { body: extensionLanguageChangeSchema, response: { 200: extensionLanguageSchema } } },
    async (request, reply) => {
      const set = await request.console.languages.set(numberOf(request), request.body.language);
      return set.ok ? reply.send(set.value) : sendRefusal(reply, set.error);
    },
  );
}

function registerLeaving(server: Server): void {
  server.post(
    '/leave',
    {
      config,
      schema: {
        summary: 'Gives the extension up: it and everything about it is deleted',
        body: leaveSchema,
        response: { 200: leftSchema },
      },
    },
    async (request, reply) => {
      const number = numberOf(request);
      if (request.body.confirm.trim() !== number) {
        return sendProblem(reply, problem('confirmation-wrong', { values: { number } }));
      }
      const removed = await request.console.extensions.remove(number);
      if (!removed.ok) return sendRefusal(reply, removed.error);
      dropSessionCookie(request, reply);
      return reply.send({ left: true as const });
    },
  );
}

/** Of the member who asks; the scope `own` has seen to it that there is one. */
export function numberOf({ caller }: FastifyRequest): string {
  const holder = caller.session?.holder;
  if (holder?.role !== 'member') throw new BugError('the route asks for no member');
  return holder.extension;
}

export function member(view: MemberView): z.infer<typeof memberSchema> {
  const { number, callsign, name, email, callerId, createdAt, registrations } = extensionBody(view.extension);
  return {
    number,
    callsign,
    name,
    email,
    callerId,
    createdAt,
    registrations,
    reachable: registrations.some(({ reachable, silentSince }) => reachable && silentSince === null),
    addresses: [...view.addresses],
    phonePasswords: view.phonePasswords.map(phonePassword),
    suspensions: view.suspensions.map(({ what, untilMs, reason }) => ({
      what: [...what],
      until: untilMs === null ? null : time(untilMs),
      reason,
    })),
    listing: listingView(view.listing),
    callHistory: view.callHistory,
    company: companyView(view),
    banMail: view.banMail,
  };
}

export function companyView({ company }: Pick<MemberView, 'company'>): z.infer<typeof companySchema> {
  if (company === null) return { shown: false, textVersion: null, agreedAt: null };
  return { shown: true, textVersion: company.textVersion, agreedAt: time(company.agreedAtMs) };
}

function phonePassword({ createdAtMs, ...rest }: PhonePasswordView): z.infer<typeof phonePasswordSchema> {
  return { ...rest, createdAt: time(createdAtMs) };
}

function settingsOf(
  console: Console,
  format: ProvisioningFormat,
  { secret, endsAtMs }: { readonly secret: string; readonly endsAtMs: number },
) {
  const { address } = addressOf(console, format, secret);
  return { address, qr: qrPicture(address), endsAt: time(endsAtMs) };
}

/** Who else is meant, how far they are, and by whom it was given, is not for him. */
function ownInstruction(
  view: Parameters<typeof instruction>[0],
  number: string,
): ReturnType<typeof instruction> {
  const progress = view.progress.filter(({ extension }) => extension === number);
  const targets = { kind: 'extensions' as const, numbers: [number] };
  const state = view.closedAtMs === null ? (progress[0]?.state ?? view.state) : view.state;
  return instruction({ ...view, state, progress, targets, createdBy: 'administrator' });
}

function time(ms: number): string {
  return new Date(ms).toISOString();
}
