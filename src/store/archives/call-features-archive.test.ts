import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeClock } from '../../../testkit/fake-clock.ts';
import type { ExtensionRecord } from '../records/records.ts';
import { openSqliteStore } from '../sqlite-store.ts';
import type { CallFeaturesRecord } from './call-features-archive.ts';

const EXTENSION: ExtensionRecord = {
  number: '301',
  callsign: 'PX0AAA',
  name: 'Jan',
  email: null,
  ha1Md5: '0'.repeat(32),
  ha1Sha256: '0'.repeat(64),
  callerId: 'number',
  weakPassword: false,
  createdAtMs: 1,
};

const FEATURES: CallFeaturesRecord = {
  extension: '301',
  doNotDisturb: true,
  forwardAlways: '302',
  forwardBusy: null,
  forwardNoAnswer: '900',
  ringS: 15,
  pickupGroup: 'shack',
};

test('call features come back as they were, the last ones given, and go with the extension', async () => {
  const store = await openSqliteStore(':memory:', new FakeClock());
  await store.insertExtensions([EXTENSION]);
  await store.putCallFeatures([{ ...FEATURES, doNotDisturb: false, forwardBusy: '303' }]);
  await store.putCallFeatures([FEATURES]);
  assert.deepEqual((await store.load()).callFeatures, [FEATURES]);
  await assert.rejects(store.putCallFeatures([FEATURES, { ...FEATURES, extension: '399' }]));
  await store.deleteExtension('301');
  assert.deepEqual((await store.load()).callFeatures, []);
  await store.close();
});
