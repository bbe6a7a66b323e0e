import { writePcmWav } from '../../../src/media/prompts/wav.ts';
import { sine } from '../../../testkit/tone.ts';
import type { FormCase } from './form-case.ts';

const TONE = writePcmWav({ rate: 8000, samples: sine(440, 8_000, 0, 16_000) });

/** Bridges, and what they and the services say. */
export const BRIDGE_FORMS: readonly FormCase[] = [
  {
    form: '/beheer/conferenties make',
    fill: { number: '905', name: 'Zondagronde', pin: '654321' },
    says: /De brug is er/,
    makes: ['/conferences', /"905"/],
    bad: [
      { fill: { number: '900' }, field: 'number' },
      { fill: { number: 'x' }, field: 'number' },
      { fill: { name: '' }, field: 'name' },
      { fill: { pin: '12' }, field: 'pin' },
    ],
  },
  {
    form: '/beheer/conferenties/:number settings',
    at: '/beheer/conferenties/900',
    fill: { name: 'Ronde', pin: '', moderators: '302', max: '50', talk: '120', alone: 'tone' },
    says: /Dat is gewijzigd/,
    makes: ['/conferences/900', /"maxParticipants":50/],
    bad: [
      { fill: { name: '' }, field: 'name' },
      { fill: { pin: '12' }, field: 'pin' },
      { fill: { moderators: '999' }, field: 'moderators' },
      { fill: { max: 'veel' }, field: 'max' },
      { fill: { talk: '-3' }, field: 'talk' },
    ],
  },
  { form: '/beheer/conferenties/:number mute', at: '/beheer/conferenties/900', says: /Gedempt/ },
  { form: '/beheer/conferenties/:number unmute', at: '/beheer/conferenties/900', says: /Gedaan/ },
  {
    form: '/beheer/conferenties/:number lock',
    at: '/beheer/conferenties/900',
    says: /op slot/,
    makes: ['/conferences/900', /"locked":true/],
  },
  {
    form: '/beheer/conferenties/:number unlock',
    at: '/beheer/conferenties/900',
    says: /Gedaan/,
    ends: ['/conferences/900', /"locked":true/],
  },
  {
    form: '/beheer/conferenties/:number remove',
    at: '/beheer/conferenties/900',
    says: /Er is nu niemand/,
    ends: ['/conferences/900', /"304"/],
  },
  { form: '/beheer/conferenties/:number end', at: '/beheer/conferenties/900', says: /Gedaan/ },
  {
    form: '/beheer/conferenties/:number delete',
    at: '/beheer/conferenties/905',
    says: /De brug is verwijderd/,
    ends: ['/conferences', /"905"/],
  },
  {
    form: '/beheer/gesproken/:language/:situation replace',
    at: '/beheer/gesproken/nl/calls',
    fill: { file: TONE },
    makes: ['/prompts', /"own":true/],
    bad: [{ fill: { file: Buffer.from('no sound') }, field: 'file' }],
  },
  {
    form: '/beheer/gesproken/:language/:situation reset',
    at: '/beheer/gesproken/nl/calls',
    ends: ['/prompts', /"own":true/],
  },
];
