import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DEVICE_GUIDES, deviceGuide, NO_GUARANTEE } from './catalogue.ts';
import { fillGuide, inUnit } from './fill-guide.ts';
import type { DeviceGuide, SettingValue, Text } from './guide.ts';

const OWN = {
  server: 'tel.example.net',
  port: 5070,
  username: '301',
  password: 'kx7m4wfpn9tre3hac2bd',
  callsign: 'PX0AAA',
  registrationSeconds: 3600,
};
const PHONES = DEVICE_GUIDES.filter(({ kind }) => kind !== 'router');

function settingsOf(guide: DeviceGuide) {
  return guide.sections.flatMap(({ settings }) => settings);
}

function textsOf(guide: DeviceGuide): Text[] {
  const inSettings = settingsOf(guide).flatMap(({ meaning, note, value }) => [
    ...(meaning ? [meaning] : []),
    ...(note ? [note] : []),
    ...('words' in value ? [value.words] : []),
  ]);
  return [guide.about, ...guide.open, ...guide.pitfalls, ...inSettings];
}

function owns(guide: DeviceGuide, wanted: SettingValue): boolean {
  return settingsOf(guide).some(({ value }) => JSON.stringify(value) === JSON.stringify(wanted));
}

describe('the catalogue', () => {
  it('knows the families members have', () => {
    const wanted = [
      'yealink',
      'grandstream',
      'grandstream-ht',
      'cisco-spa',
      'snom',
      'fanvil',
      'polycom',
      'gigaset',
      'fritzbox',
      'linphone',
      'groundwire',
      'zoiper',
      'microsip',
    ];
    for (const id of wanted) assert.ok(deviceGuide(id), id);
    assert.ok(DEVICE_GUIDES.some(({ kind }) => kind === 'router'));
    assert.equal(deviceGuide('no such'), undefined);
    assert.equal(new Set(DEVICE_GUIDES.map(({ id }) => id)).size, DEVICE_GUIDES.length);
  });

  for (const guide of DEVICE_GUIDES) {
    it(`tells of ${guide.id} in both languages, in plain words`, () => {
      for (const said of [...textsOf(guide), NO_GUARANTEE]) {
        for (const language of ['nl', 'en'] as const) {
          assert.match(said[language], /\S/);
          assert.doesNotMatch(said[language], /undefined|helaas|oeps|gelieve|u kunt/i);
          for (const sentence of said[language].split(/[.:!?] /))
            assert.ok(sentence.split(' ').length <= 26, sentence);
        }
      }
      assert.ok(guide.models.length > 0 && guide.open.length > 0 && guide.pitfalls.length > 0);
    });
  }

  for (const guide of PHONES) {
    it(`lacks nothing that ${guide.id} needs to register`, () => {
      for (const own of ['server', 'username', 'password'] as const) assert.ok(owns(guide, { own }), own);
    });
  }

  it('marks what is from memory, and what it cannot name', () => {
    for (const setting of DEVICE_GUIDES.flatMap(settingsOf)) {
      assert.ok((setting.label === null) !== (setting.meaning === null), JSON.stringify(setting));
      if (setting.label === null) assert.equal(setting.certainty, 'unsure');
    }
  });

  it('claims no test that nobody made', () => {
    for (const { tested } of DEVICE_GUIDES)
      for (const { firmware, date } of tested) assert.ok(firmware !== '' && /^\d{4}-\d\d-\d\d$/.test(date));
  });
});

describe('a guide that is filled in', () => {
  it('has the interval in the unit of the device', () => {
    const interval = (id: string, label: string) => {
      const guide = deviceGuide(id);
      assert.ok(guide);
      const settings = fillGuide(guide, OWN).sections.flatMap((section) => section.settings);
      const found = settings.find((setting) => setting.label === label);
      return [found?.value, found?.unit];
    };
    assert.deepEqual(interval('yealink', 'Server Expires'), ['3600', 'seconds']);
    assert.deepEqual(interval('grandstream', 'Register Expiration (m)'), ['60', 'minutes']);
    assert.deepEqual(interval('grandstream-ht', 'Register Expiration'), ['60', 'minutes']);
    assert.deepEqual(interval('cisco-spa', 'RTP Packet Size'), ['0.020', 'seconds']);
    assert.deepEqual(interval('grandstream', 'Voice Frames per TX'), ['2', 'frames']);
    assert.deepEqual(interval('yealink', 'PTime (ms)'), ['20', 'milliseconds']);
  });

  it('has one’s own values where they belong, and leaves open what is not given', () => {
    const guide = deviceGuide('yealink');
    assert.ok(guide);
    const values = (own: Parameters<typeof fillGuide>[1]) =>
      new Map(
        fillGuide(guide, own)
          .sections.flatMap((section) => section.settings)
          .map((setting) => [setting.label, setting]),
      );
    const filled = values(OWN);
    assert.equal(filled.get('Server Host')?.value, 'tel.example.net');
    assert.equal(filled.get('Port')?.value, '5070');
    assert.equal(filled.get('Register Name')?.value, '301');
    assert.equal(filled.get('Password')?.value, OWN.password);
    const open = values({ registrationSeconds: 3600 }).get('Password');
    assert.deepEqual([open?.value, open?.own], [null, 'password']);
  });
});

describe('units', () => {
  it('are rounded so that a phone never comes too late', () => {
    assert.equal(inUnit(3600, 'minutes'), '60');
    assert.equal(inUnit(90, 'minutes'), '1');
    assert.equal(inUnit(30, 'minutes'), '1');
    assert.equal(inUnit(30, 'seconds'), '30');
    assert.equal(inUnit(0.03, 'seconds'), '0.030');
    assert.equal(inUnit(0.03, 'frames'), '3');
    assert.equal(inUnit(0.03, 'milliseconds'), '30');
  });
});
