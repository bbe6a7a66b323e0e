import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { DEVICE_GUIDES, deviceGuide, NO_GUARANTEE } from '../../directory/devices/catalogue.ts';
import { fillGuide, type OwnSettings } from '../../directory/devices/fill-guide.ts';
import type { DeviceGuide } from '../../directory/devices/guide.ts';
import { ADDRESS_FIELDS } from '../../directory/provisioning/address-field.ts';
import { type Device, type DeviceGuideAnswer, deviceGuideSchema, deviceSchema } from '../contract/devices.ts';
import { listOf } from '../contract.ts';
import { problem, sendProblem, sendRefusal } from '../problem.ts';
import type { PhoneDefaults } from './extensions.ts';

const byId = z.object({ id: z.string() });
const byNumberAndId = z.object({ number: z.string(), id: z.string() });

/** For everyone: how phones are set up, and what all phones of this exchange have in common. */
export function deviceRoutes(phone: PhoneDefaults): FastifyPluginCallbackZod {
  return (server, _options, done) => {
    server.get(
      '/',
      {
        config: { scope: 'open' },
        schema: { summary: 'Examples of phones, apps and routers', response: { 200: listOf(deviceSchema) } },
      },
      async () => ({ items: DEVICE_GUIDES.map(summary) }),
    );

    server.get(
      '/:id',
      {
        config: { scope: 'open' },
        schema: {
          summary: 'How one is set up; what is one’s own stays open',
          params: byId,
          response: { 200: deviceGuideSchema },
        },
      },
      async (request, reply) => {
        const guide = deviceGuide(request.params.id);
        if (guide === undefined) return sendProblem(reply, noDevice(request.params.id));
        return reply.send(answerOf(guide, commonOf(phone)));
      },
    );

    done();
  };
}

/** `/extensions/{number}/devices/{id}`: filled in but for the password, which was told when it was made. */
export function ownDeviceRoutes(phone: PhoneDefaults): FastifyPluginCallbackZod {
  return (server, _options, done) => {
    server.get(
      '/:number/devices/:id',
      {
        config: { scope: 'people' },
        schema: {
          summary: 'How a phone of this extension is set up',
          params: byNumberAndId,
          response: { 200: deviceGuideSchema },
        },
      },
      async (request, reply) => {
        const { number, id } = request.params;
        const found = request.console.extensions.show(number);
        if (!found.ok) return sendRefusal(reply, found.error);
        const guide = deviceGuide(id);
        if (guide === undefined) return sendProblem(reply, noDevice(id));
        const { callsign } = found.value;
        return reply.send(answerOf(guide, { ...commonOf(phone), username: number, callsign }));
      },
    );
    done();
  };
}

function commonOf({ server, port, registrationSeconds }: PhoneDefaults): OwnSettings {
  return { server, port, registrationSeconds };
}

function noDevice(id: string) {
  return problem('not-found', { values: { what: 'device', name: id } });
}

function summary({ id, kind, family, models, about, tested, provisioning }: DeviceGuide): Device {
  return { id, kind, family, models: [...models], about, tested: [...tested], provisioning };
}

function answerOf(guide: DeviceGuide, own: OwnSettings): DeviceGuideAnswer {
  const { open, sections, pitfalls, firmware } = fillGuide(guide, own);
  return {
    ...summary(guide),
    open: [...open],
    sections: sections.map((one) => ({ ...one, settings: [...one.settings] })),
    addressField: guide.provisioning && ADDRESS_FIELDS[guide.provisioning],
    pitfalls: [...pitfalls],
    firmware,
    noGuarantee: NO_GUARANTEE,
  };
}
