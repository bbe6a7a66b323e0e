import type { RadioWords } from './radio-words.ts';

export const EN_RADIO: RadioWords = {
  commands: {
    radio: 'radios in conference bridges',
    'radio add': 'link a radio to a conference bridge',
    'radio set': 'change a radio; what is left out stays',
    'radio list': 'show all radios',
    'radio remove': 'unlink a radio',
  },
  options: {
    radioConference: 'number of the conference',
    radioAddress: 'numeric address of the radio’s computer',
    radioRemotePort: 'UDP port on which the radio listens',
    radioLocalPort: 'UDP port on which we listen',
    radioTransmits: 'voice: while anybody talks; keyed: while somebody has dialled *99, and only him',
    radioTalkLimit: 'so long one transmission may last: 10s to 1h, or off; else 3m',
    radioCourtesyTone: 'a tone at the end of a transmission: on or off; else on',
  },
  arguments: { radio: 'name of the radio', newRadio: 'name: letters, digits and hyphens' },
  added: (name, conference, port) =>
    `Radio ${name} is in conference ${conference}. Let it send its USRP to port ${port}.`,
  removed: (name) => `Radio ${name} is unlinked.`,
  none: (command) => `There are no radios yet. Link one:\n  ${command}`,
  columns: {
    name: 'name',
    conference: 'conference',
    remote: 'radio at',
    port: 'our port',
    transmits: 'transmits',
    state: 'state',
  },
  transmits: { voice: 'all who talk', keyed: 'who dials *99' },
  states: { off: 'off', idle: 'silent', receiving: 'receives', sending: 'transmits' },
  portTaken: 'port taken',
};
