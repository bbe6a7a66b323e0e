/** Every route that changes something writes exactly one row into the audit log, under the caller's name. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CliDesk } from '../../../testkit/cli-desk.ts';
import { tone } from '../../../testkit/tone-prompts.ts';
import { OFFLINE } from '../../exchange/administration/live-exchange.ts';
import { writeAlawWav } from '../../media/prompts/wav.ts';
import { auditRowSchema } from '../contract/audit.ts';
import { pagesOf } from '../contract.ts';

const CALL = {
  id: 'c1',
  from: '301',
  to: '302',
  reached: '302',
  state: 'answered',
  startedAtMs: 0,
  answeredAtMs: 60_000,
  legs: [{ extension: '301', codec: 'PCMA/8000', quality: null }],
  transcoded: false,
} as const;

type Ids = Readonly<Record<string, string>>;

interface Step {
  readonly operation: string;
  readonly url: string | ((ids: Ids) => string);
  readonly body?: object;
  readonly wav?: Uint8Array;
  readonly action: string;
  /** Keeps the `id` of the answer, or its `revision`, under this name for later steps. */
  readonly keeps?: string;
}

const PX = { callsign: 'PX0AAA', name: 'Jan' };

/** In an order in which each can be done. */
const STEPS: readonly Step[] = [
  { operation: 'postSetupLink', url: '/setup/link', action: 'setup.link' },
  {
    operation: 'postAdministrators',
    url: '/administrators',
    body: { name: 'kees' },
    action: 'administrator.create',
  },
  {
    operation: 'postAdministratorsByNameInvitation',
    url: '/administrators/kees/invitation',
    action: 'administrator.invite',
  },
  { operation: 'deleteAdministratorsByName', url: '/administrators/kees', action: 'administrator.remove' },
  {
    operation: 'patchSettings',
    url: '/settings',
    body: { values: { ban: '5/300/60' } },
    action: 'setting.change',
  },
  {
    operation: 'postExtensions',
    url: '/extensions',
    body: { number: '301', ...PX },
    action: 'extension.create',
  },
  {
    operation: 'postExtensionsImport',
    url: '/extensions/import',
    body: { csv: 'number,callsign,name\n302,PX0AAB,Piet\n' },
    action: 'extension.import',
  },
  {
    operation: 'patchExtensionsByNumber',
    url: '/extensions/301',
    body: { callerId: 'number' },
    action: 'extension.caller-id',
  },
  {
    operation: 'postExtensionsByNumberPassword',
    url: '/extensions/301/password',
    body: {},
    action: 'extension.password',
  },
  {
    operation: 'patchExtensionsByNumberLimits',
    url: '/extensions/301/limits',
    body: { calls: 1 },
    action: 'extension.limits',
  },
  {
    operation: 'patchExtensionsByNumberFeatures',
    url: '/extensions/301/features',
    body: { doNotDisturb: true },
    action: 'extension.features',
  },
  {
    operation: 'patchExtensionsByNumberLanguage',
    url: '/extensions/301/language',
    body: { language: 'nl' },
    action: 'extension.language',
  },
  {
    operation: 'patchMailboxesByNumber',
    url: '/mailboxes/301',
    body: { takesMessages: true },
    action: 'mailbox.change',
  },
  {
    operation: 'deleteMailboxesByNumberMessages',
    url: '/mailboxes/301/messages',
    action: 'mailbox.empty',
  },
  {
    operation: 'patchExtensionsByNumberWatchers',
    url: '/extensions/301/watchers',
    body: { everyone: true },
    action: 'extension.watchers',
  },
  {
    operation: 'putPagesByPageDraft',
    url: '/pages/contact/draft',
    body: { text: { nl: 'Mail ons.', en: 'Mail us.' }, revision: '1-published' },
    action: 'page.draft',
    keeps: 'revision',
  },
  {
    operation: 'deletePagesByPageDraft',
    url: ({ revision }) => `/pages/contact/draft?revision=${revision}`,
    action: 'page.draft-removed',
  },
  {
    operation: 'postPagesByPageVersions',
    url: '/pages/contact/versions',
    body: { from: 'seed', change: { nl: 'Zelfde', en: 'Same' }, revision: '1-published' },
    action: 'page.publish',
  },
  {
    operation: 'postPages',
    url: '/pages',
    body: { id: 'velddag', title: { nl: 'Velddag', en: 'Field day' } },
    action: 'page.create',
  },
  {
    operation: 'patchPagesByPage',
    url: '/pages/club:velddag',
    body: { audience: 'members' },
    action: 'page.change',
  },
  {
    operation: 'postPagesByPageVersions',
    url: '/pages/club:velddag/versions',
    body: { text: { nl: 'Hei', en: 'Heath' }, change: { nl: 'Nieuw', en: 'New' }, revision: '0-published' },
    action: 'page.publish',
  },
  {
    operation: 'postPagesByPageVersionsByVersionWithdrawal',
    url: '/pages/club:velddag/versions/1/withdrawal',
    body: { reason: 'Te vroeg', revision: '1-published' },
    action: 'page.withdraw',
  },
  { operation: 'deletePagesByPage', url: '/pages/club:velddag', action: 'page.remove' },
  {
    operation: 'postPagesByPageRestoration',
    url: '/pages/club:velddag/restoration',
    action: 'page.bring-back',
  },
  {
    operation: 'postSuspensions',
    url: '/suspensions',
    body: { scope: ['301'], durationSeconds: 600 },
    action: 'suspension.create',
    keeps: 'suspension',
  },
  {
    operation: 'patchSuspensionsById',
    url: ({ suspension }) => `/suspensions/${suspension}`,
    body: { reason: 'test' },
    action: 'suspension.change',
  },
  {
    operation: 'deleteSuspensionsById',
    url: ({ suspension }) => `/suspensions/${suspension}`,
    action: 'suspension.lift',
  },
  {
    operation: 'postSuspensions',
    url: '/suspensions',
    body: { scope: ['301'], durationSeconds: 600 },
    action: 'suspension.create',
  },
  {
    operation: 'postSuspensionsResume',
    url: '/suspensions/resume',
    body: { scope: ['301'] },
    action: 'suspension.lift',
  },
  {
    operation: 'postConferences',
    url: '/conferences',
    body: { number: '901', name: 'Ronde' },
    action: 'conference.create',
  },
  {
    operation: 'patchConferencesByNumber',
    url: '/conferences/901',
    body: { moderators: ['301'], pin: '123456', talkLimitSeconds: 180 },
    action: 'conference.change',
  },
  {
    operation: 'postConferencesByNumberControl',
    url: '/conferences/901/control',
    body: { act: 'lock' },
    action: 'conference.lock',
  },
  {
    operation: 'postRadios',
    url: '/radios',
    body: { name: 'repeater', conference: '901', address: '192.0.2.8', remotePort: 34001, localPort: 32001 },
    action: 'radio.add',
  },
  {
    operation: 'patchRadiosByName',
    url: '/radios/repeater',
    body: { talkLimitSeconds: 60 },
    action: 'radio.change',
  },
  { operation: 'deleteRadiosByName', url: '/radios/repeater', action: 'radio.remove' },
  { operation: 'deleteConferencesByNumber', url: '/conferences/901', action: 'conference.remove' },
  {
    operation: 'postBans',
    url: '/bans',
    body: { address: '192.0.2.7', durationSeconds: 60 },
    action: 'ban.create',
  },
  { operation: 'deleteBansByAddress', url: '/bans/192.0.2.7', action: 'ban.lift' },
  {
    operation: 'postWhitelist',
    url: '/whitelist',
    body: { entry: '192.0.2.8', owner: '301' },
    action: 'whitelist.add',
  },
  { operation: 'deleteWhitelistByEntry', url: '/whitelist/192.0.2.8', action: 'whitelist.remove' },
  {
    operation: 'postWhitelistRequests',
    url: '/whitelist-requests',
    body: { extension: '301', entry: '192.0.2.9' },
    action: 'whitelist-request.create',
    keeps: 'request',
  },
  {
    operation: 'postWhitelistRequestsByIdDecision',
    url: ({ request }) => `/whitelist-requests/${request}/decision`,
    body: { state: 'refused' },
    action: 'whitelist-request.refuse',
  },
  {
    operation: 'postTraces',
    url: '/traces',
    body: { extension: '301', durationSeconds: 60 },
    action: 'trace.create',
    keeps: 'trace',
  },
  { operation: 'getTracesById', url: ({ trace }) => `/traces/${trace}`, action: 'trace.read' },
  { operation: 'postTracesByIdStop', url: ({ trace }) => `/traces/${trace}/stop`, action: 'trace.stop' },
  { operation: 'deleteTracesById', url: ({ trace }) => `/traces/${trace}`, action: 'trace.delete' },
  {
    operation: 'postInstructions',
    url: '/instructions',
    body: { text: 'Zet het toestel goed', targets: { kind: 'extensions', numbers: ['301'] }, checks: [] },
    action: 'instruction.create',
    keeps: 'instruction',
  },
  {
    operation: 'postInstructionsByIdDone',
    url: ({ instruction }) => `/instructions/${instruction}/done`,
    body: { extension: '301' },
    action: 'instruction.done',
  },
  {
    operation: 'postInstructionsByIdMailing',
    url: ({ instruction }) => `/instructions/${instruction}/mailing`,
    action: 'instruction.mail',
  },
  {
    operation: 'deleteInstructionsById',
    url: ({ instruction }) => `/instructions/${instruction}`,
    action: 'instruction.close',
  },
  {
    operation: 'postMessages',
    url: '/messages',
    body: { subject: 'Ronde', text: 'Tot zondag.', targets: { kind: 'all' } },
    action: 'message.write',
    keeps: 'message',
  },
  {
    operation: 'patchMessagesById',
    url: ({ message }) => `/messages/${message}`,
    body: { urgent: true },
    action: 'message.change',
  },
  {
    operation: 'postMessagesByIdSending',
    url: ({ message }) => `/messages/${message}/sending`,
    action: 'message.send',
  },
  {
    operation: 'postMessagesByIdRetraction',
    url: ({ message }) => `/messages/${message}/retraction`,
    action: 'message.retract',
  },
  { operation: 'deleteMessagesById', url: ({ message }) => `/messages/${message}`, action: 'message.remove' },
  {
    operation: 'postIncidents',
    url: '/incidents',
    body: { kind: 'incident', title: 'Stil', parts: ['calls'], text: 'Geen geluid.' },
    action: 'incident.open',
    keeps: 'incident',
  },
  {
    operation: 'postIncidentsByIdUpdates',
    url: ({ incident }) => `/incidents/${incident}/updates`,
    body: { text: 'We kijken.' },
    action: 'incident.update',
  },
  {
    operation: 'postIncidentsByIdClosing',
    url: ({ incident }) => `/incidents/${incident}/closing`,
    body: { text: 'Het was de router.' },
    action: 'incident.close',
  },
  { operation: 'deleteCallsById', url: '/calls/c1', action: 'call.end' },
  {
    operation: 'postTokens',
    url: '/tokens',
    body: { name: 'board', scopes: ['read'] },
    action: 'token.create',
  },
  { operation: 'deleteTokensByName', url: '/tokens/board', action: 'token.revoke' },
  {
    operation: 'putPromptsByLanguageByName',
    url: '/prompts/nl/emergency',
    wav: writeAlawWav({ rate: 8_000, samples: tone(440, 1, 8_000) }),
    action: 'prompt.replace',
  },
  {
    operation: 'deletePromptsByLanguageByName',
    url: '/prompts/nl/emergency',
    action: 'prompt.reset',
  },
  { operation: 'postCertificateReload', url: '/certificate/reload', action: 'certificate.reload' },
  {
    operation: 'postBackups',
    url: '/backups',
    body: { passphrase: 'correct horse battery' },
    action: 'backup.request',
    keeps: 'backup',
  },
  { operation: 'getBackupsByIdFile', url: ({ backup }) => `/backups/${backup}/file`, action: 'backup.read' },
  { operation: 'deleteBackupsById', url: ({ backup }) => `/backups/${backup}`, action: 'backup.delete' },
  {
    operation: 'postBackupsNotes',
    url: '/backups/notes',
    body: { bytes: 1, sha256: '0'.repeat(64) },
    action: 'backup.create',
  },
  {
    operation: 'putExtensionsByNumberListing',
    url: '/extensions/301/listing',
    body: { listed: true },
    action: 'directory.list-in',
  },
  {
    operation: 'putExtensionsByNumberListing',
    url: '/extensions/301/listing',
    body: { listed: false },
    action: 'directory.list-out',
  },
  { operation: 'postDirectoryBuilds', url: '/directory/builds', body: {}, action: 'directory.build' },
  {
    operation: 'getDirectoryIssuesByIssueFile',
    url: '/directory/issues/current/file',
    action: 'directory.read',
  },
  {
    operation: 'getDirectoryIssuesByIssuePassword',
    url: '/directory/issues/1/password',
    action: 'directory.password',
  },
  {
    operation: 'postExtensionsByNumberHandovers',
    url: '/extensions/301/handovers',
    body: { purpose: 'linphone' },
    action: 'handover.create',
    keeps: 'handover',
  },
  {
    operation: 'deleteExtensionsByNumberHandoversById',
    url: ({ handover }) => `/extensions/301/handovers/${handover}`,
    action: 'handover.revoke',
  },
  {
    operation: 'postExtensionsLetters',
    url: '/extensions/letters',
    body: { extensions: ['301'] },
    action: 'extension.password',
  },
  {
    operation: 'patchExtensionsLimits',
    url: '/extensions/limits',
    body: { extensions: ['302'], limits: { calls: 1 } },
    action: 'extension.limits',
  },
  {
    operation: 'postExtensionsRemoval',
    url: '/extensions/removal',
    body: { extensions: ['302'], count: 1 },
    action: 'extension.remove',
  },
  { operation: 'deleteExtensionsByNumber', url: '/extensions/301', action: 'extension.remove' },
];

/** Of visitors and of who has logged in, about himself: `session.test.ts`, `own-directory.test.ts` and `handovers.test.ts` look at those. */
const OWN = [
  'postSession',
  'deleteSession',
  'postSessionLinks',
  // `phone-login.test.ts` looks at this.
  'postSessionPhoneLogin',
  'postSessionPasskeyChallenge',
  'putSessionPassword',
  'postSessionTotp',
  'putSessionTotp',
  'deleteSessionTotp',
  'deleteSessions',
  'deleteSessionsById',
  'postPasskeys',
  'postPasskeysOptions',
  'deletePasskeysById',
  'postSetupOpening',
  'postApplications',
  // `applications.test.ts` looks at these.
  'postApplicationsByIdApproval',
  'postApplicationsByIdQuestion',
  'postApplicationsByIdRefusal',
  'patchMe',
  'postMePhonePasswords',
  'deleteMePhonePasswordsById',
  'postMePassword',
  'postMeWhitelistRequests',
  'postMeInstructionsByIdDone',
  // `messages.test.ts` looks at these.
  'postMeInstructionsByIdHelp',
  'postMeMessagesByIdRead',
  'postMeMessagesByIdReplies',
  'postRepliesByIdHandled',
  'patchMeFeatures',
  'patchMeWatchers',
  // `own-mailbox.test.ts` looks at these.
  'patchMeVoicemail',
  'patchMeVoicemailMessagesById',
  'deleteMeVoicemailMessagesById',
  'putMeVoicemailGreeting',
  'deleteMeVoicemailGreeting',
  'patchMeLanguage',
  'postMeHouseRulesConfirmation',
  'postMeLeave',
  'deleteMeCalls',
  'postSetup',
  'putMeDirectoryListing',
  'putMeCompany',
  'postKiosk',
  'postDirectoryPasswordRequests',
  'postLettersState',
  'postLettersOpening',
];

test('every act of an administrator is in the audit log', async () => {
  const desk = await CliDesk.open({
    ...OFFLINE,
    calls: () => [CALL],
    endCall: () => CALL,
    controlRoom: () => [],
  });
  const { api } = desk;
  const ids: Record<string, string> = {};
  const newest = async () => {
    const answer = await api.inject('/api/v1/audit?limit=1');
    return pagesOf(auditRowSchema).parse(answer.json()).items[0];
  };
  let seq = 0;
  for (const { operation, url, body, wav, action, keeps } of STEPS) {
    const method = /^[a-z]+/.exec(operation)?.[0].toUpperCase() as
      | 'GET'
      | 'POST'
      | 'PUT'
      | 'PATCH'
      | 'DELETE';
    const path = `/api/v1${typeof url === 'string' ? url : url(ids)}`;
    const sound = wav && { payload: Buffer.from(wav), headers: { 'content-type': 'audio/wav' } };
    const answer = await api.inject({ method, url: path, ...(body && { payload: body }), ...sound });
    assert.ok(answer.statusCode < 300, `${operation}: ${answer.statusCode} ${answer.body}`);
    if (keeps !== undefined) {
      const { id, revision } = answer.json();
      ids[keeps] = String(id ?? revision);
    }
    const row = await newest();
    seq += 1;
    assert.deepEqual([operation, row?.seq, row?.actor, row?.action], [operation, seq, 'host', action]);
    assert.doesNotMatch(JSON.stringify([row?.target, row?.detail]), /\d+\.\d+\.\d+\.\d+|PX0|Jan|Piet/);
  }
  const description = (await api.inject('/api/v1/openapi.json')).json();
  const operations = Object.values<Record<string, { operationId: string }>>(description.paths).flatMap(
    (item) =>
      Object.entries(item).flatMap(([method, { operationId }]) => (method === 'get' ? [] : [operationId])),
  );
  const tried = new Set([...STEPS.map(({ operation }) => operation), ...OWN]);
  assert.deepEqual(
    operations.filter((operation) => !tried.has(operation)),
    [],
    'routes that change something and are not tried here',
  );
});
