import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PROVISIONING_FORMATS } from '../../base/provisioning-format.ts';
import type { PhoneAccount } from './phone-account.ts';
import { askedFile, settingsAddress, settingsFile } from './settings-file.ts';

const ACCOUNT: PhoneAccount = {
  server: 'tel.example.net',
  port: 5070,
  username: '301',
  password: 'kx7m4wfpn9tre3hac2bd',
  ha1: '0123456789abcdef0123456789abcdef',
  realm: 'tel.example.net',
  callsign: 'PX0AAA',
  registrationSeconds: 3600,
};

function bodyOf(format: (typeof PROVISIONING_FORMATS)[number], account = ACCOUNT): string {
  return settingsFile(format, account, { mac: '001565abcdef', part: 'account' }).body;
}

describe('the file of a Yealink', () => {
  it('begins with its format and sets up one account over UDP', () => {
    const lines = bodyOf('yealink').trimEnd().split('\n');
    assert.equal(lines[0], '#!version:1.0.0.1');
    const values = new Map(lines.slice(1).map((line) => line.split(' = ') as [string, string]));
    assert.equal(values.get('account.1.user_name'), '301');
    assert.equal(values.get('account.1.auth_name'), '301');
    assert.equal(values.get('account.1.display_name'), 'PX0AAA');
    assert.equal(values.get('account.1.password'), ACCOUNT.password);
    assert.equal(values.get('account.1.sip_server.1.address'), 'tel.example.net');
    assert.equal(values.get('account.1.sip_server.1.port'), '5070');
    assert.equal(values.get('account.1.sip_server.1.expires'), '3600');
    assert.equal(values.get('account.1.sip_server.1.transport_type'), '0');
  });

  it('lets no value become a line of its own', () => {
    const body = bodyOf('yealink', { ...ACCOUNT, password: 'a\nsecurity.user_password = x' });
    assert.equal(/^security/m.test(body), false);
  });
});

describe('the file of a Grandstream', () => {
  it('counts the interval in minutes and leaves codes with a * to the exchange', () => {
    const body = bodyOf('grandstream');
    const value = (name: string) => new RegExp(`<${name}>(.*)</${name}>`).exec(body)?.[1];
    assert.deepEqual(['P271', 'P47', 'P35', 'P36', 'P34', 'P32', 'P52', 'P191'].map(value), [
      '1',
      'tel.example.net:5070',
      '301',
      '301',
      ACCOUNT.password,
      '60',
      '2',
      '0',
    ]);
    assert.match(body, /<mac>001565abcdef<\/mac>/);
  });

  it('writes what XML keeps for itself as numbers', () => {
    const body = bodyOf('grandstream', { ...ACCOUNT, password: `<a&"b'>` });
    assert.ok(body.includes('<P34>&#60;a&#38;&#34;b&#39;&#62;</P34>'));
  });
});

describe('the file of a Snom', () => {
  it('sets up its first identity, without SRTP and without STUN', () => {
    const body = bodyOf('snom');
    const value = (name: string) => new RegExp(`<${name} idx="1" perm="RW">(.*)</${name}>`).exec(body)?.[1];
    assert.deepEqual(
      [
        'user_active',
        'user_name',
        'user_pname',
        'user_pass',
        'user_host',
        'user_expiry',
        'user_srtp',
        'stun_server',
      ].map(value),
      ['on', '301', '301', ACCOUNT.password, 'tel.example.net:5070', '3600', 'off', ''],
    );
  });
});

describe('the file of a Fanvil', () => {
  it('sets up its first line over UDP, in XML', () => {
    const body = bodyOf('fanvil', { ...ACCOUNT, password: `<a&"b'>` });
    const value = (name: string) => new RegExp(`<${name}>(.*)</${name}>`).exec(body)?.[1];
    assert.deepEqual(
      ['PhoneNumber', 'RegisterAddr', 'RegisterPort', 'RegisterPswd', 'RegisterTTL', 'Transport'].map(value),
      ['301', 'tel.example.net', '5070', '&#60;a&#38;&#34;b&#39;&#62;', '3600', '0'],
    );
  });
});

describe('the files of a Polycom', () => {
  it('are one that names the other, and the other with line 1', () => {
    const master = settingsFile('polycom', ACCOUNT, { mac: '001565abcdef', part: 'master' }).body;
    assert.match(master, / CONFIG_FILES="001565abcdef-account\.cfg"/);
    assert.equal(master.includes(String(ACCOUNT.password)), false);
    const body = bodyOf('polycom', { ...ACCOUNT, password: `<a&"b'>` });
    const value = (name: string) => new RegExp(`^ +${name}="(.*)"$`, 'm').exec(body)?.[1];
    assert.deepEqual(
      [
        'reg.1.address',
        'reg.1.auth.password',
        'reg.1.server.1.address',
        'reg.1.server.1.port',
        'reg.1.server.1.expires',
        'dialplan.digitmap',
      ].map(value),
      ['301', '&#60;a&#38;&#34;b&#39;&#62;', 'tel.example.net', '5070', '3600', '*x.T|x.T'],
    );
  });
});

describe('the file of Linphone', () => {
  it('has the digest and its realm, and never the password', () => {
    const body = bodyOf('linphone');
    assert.equal(body.includes(String(ACCOUNT.password)), false);
    const value = (name: string) =>
      new RegExp(`<entry name="${name}" overwrite="true">(.*)</entry>`).exec(body)?.[1];
    assert.deepEqual(['ha1', 'realm', 'algorithm', 'userid', 'reg_expires', 'reg_proxy'].map(value), [
      ACCOUNT.ha1,
      'tel.example.net',
      'MD5',
      '301',
      '3600',
      '&#60;sip:tel.example.net:5070;transport=udp&#62;',
    ]);
  });

  it('takes an IPv6 address as server', () => {
    assert.ok(bodyOf('linphone', { ...ACCOUNT, server: '2001:db8::1' }).includes('sip:[2001:db8::1]:5070'));
  });
});

describe('names of files', () => {
  it('are those each family asks for, with the hardware address of the phone', () => {
    const phone = { mac: '001565abcdef', part: 'account' };
    assert.deepEqual(askedFile('yealink', '001565ABCDEF.cfg'), phone);
    assert.deepEqual(askedFile('grandstream', 'cfg001565abcdef.xml'), phone);
    assert.deepEqual(askedFile('snom', '001565abcdef.xml'), phone);
    assert.deepEqual(askedFile('snom', 'snomD735-001565ABCDEF.htm'), phone);
    assert.deepEqual(askedFile('fanvil', '001565abcdef.cfg'), phone);
    assert.deepEqual(askedFile('polycom', '001565abcdef.cfg'), { ...phone, part: 'master' });
    assert.deepEqual(askedFile('polycom', '001565abcdef-account.cfg'), phone);
    assert.deepEqual(askedFile('linphone', 'linphone.xml'), { mac: null, part: 'account' });
  });

  it('that are common to a model, or of another family, are not there', () => {
    for (const name of [
      'y000000000028.cfg',
      'y000000000000.boot',
      '../001565abcdef.cfg',
      'cfg001565abcdef.xml',
    ])
      assert.equal(askedFile('yealink', name), undefined);
    for (const name of ['000000000000-directory.xml', '001565abcdef-phone.cfg', '001565abcdef-license.cfg'])
      assert.equal(askedFile('polycom', name), undefined);
    for (const name of ['cfg.xml', 'cfggxp2160.xml', 'cfg001565abcdef'])
      assert.equal(askedFile('grandstream', name), undefined);
  });
});

describe('the address to type', () => {
  it('leaves out what the field adds itself', () => {
    const link = 'https://tel.example.net/p/abc/';
    const typed = PROVISIONING_FORMATS.map((format) => settingsAddress(format, link));
    assert.deepEqual(typed, [
      link,
      'tel.example.net/p/abc',
      'https://tel.example.net/p/abc/{mac}.xml',
      link,
      'tel.example.net/p/abc',
      'https://tel.example.net/p/abc/linphone.xml',
    ]);
  });
});
