import type { RadioWords } from './radio-words.ts';

export const NL_RADIO: RadioWords = {
  commands: {
    radio: 'radio’s in conferentiebruggen',
    'radio add': 'koppel een radio aan een conferentiebrug',
    'radio set': 'wijzig een radio; wat je weglaat blijft',
    'radio list': 'toon alle radio’s',
    'radio remove': 'ontkoppel een radio',
  },
  options: {
    radioConference: 'nummer van de brug',
    radioAddress: 'adres in cijfers van de computer bij de radio',
    radioRemotePort: 'UDP-poort waarop de radio luistert',
    radioLocalPort: 'UDP-poort waarop wij luisteren',
    radioTransmits:
      'voice: zolang er iemand praat; keyed: zolang iemand *99 gekozen heeft, en dan alleen die',
    radioTalkLimit: 'zo lang mag één uitzending duren: 10s tot 1h, of off; anders 3m',
    radioCourtesyTone: 'een toon aan het eind van een uitzending: on of off; anders on',
  },
  arguments: { radio: 'naam van de radio', newRadio: 'naam: letters, cijfers en streepjes' },
  added: (name, conference, port) =>
    `Radio ${name} zit in brug ${conference}. Laat die zijn USRP naar poort ${port} sturen.`,
  removed: (name) => `Radio ${name} is ontkoppeld.`,
  none: (command) => `Er zijn nog geen radio’s. Koppel er een:\n  ${command}`,
  columns: {
    name: 'naam',
    conference: 'brug',
    remote: 'radio op',
    port: 'onze poort',
    transmits: 'zendt uit',
    state: 'toestand',
  },
  transmits: { voice: 'wie praat', keyed: 'wie *99 kiest' },
  states: { off: 'uit', idle: 'stil', receiving: 'ontvangt', sending: 'zendt' },
  portTaken: 'poort bezet',
};
