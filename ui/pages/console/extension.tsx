import { callFeaturesSchema } from '../../../src/web/contract/call-features.ts';
import { callRecordSchema, usageOfExtensionSchema } from '../../../src/web/contract/history.ts';
import { observationSchema } from '../../../src/web/contract/observations.ts';
import {
  type ExtensionWithPhone,
  extensionWithPasswordSchema,
  extensionWithPhoneSchema,
  type Registration,
} from '../../../src/web/contract.ts';
import { backWith, Hidden, refusal, Said } from '../../acting-page.tsx';
import { Banner } from '../../components/banner.tsx';
import { TextField } from '../../components/form.tsx';
import { Known } from '../../components/known.tsx';
import { StateChip } from '../../components/state.tsx';
import { Table } from '../../components/table.tsx';
import { view } from '../../page.ts';
import { read, readList } from '../../reading.ts';
import { commonWords } from '../../words/console/common.ts';
import { extensionWords } from '../../words/console/extension.ts';
import { dateAndTime, duration, number as figure } from '../../words/format.ts';
import { type ConsoleVisit, change, consolePage, sent } from './console-page.tsx';
import { ExtensionHistory, readExtensionHistory } from './extension-history.tsx';
import { stateOf } from './extension-state.ts';
import { PasswordCard } from './new-extension.tsx';

const PATH = '/beheer/extensies/:number';
const MEGABYTE = 1_000_000;

/** Everything of one extension, and what an administrator may do to it. */
export const extensionPage = consolePage({
  path: PATH,
  async show(visit) {
    const words = extensionWords[visit.language];
    const common = commonWords[visit.language];
    const own = ownPath(visit);
    const found = await read(visit, own, extensionWithPhoneSchema);
    if (found.kind !== 'known') return found;
    const extension = found.value;
    const { number, callsign, name, email, callerId } = extension;
    const usage = await read(visit, `/usage/${encodeURIComponent(number)}`, usageOfExtensionSchema);
    const observed = await read(visit, `${own}/observations`, observationSchema);
    const features = await read(visit, `${own}/features`, callFeaturesSchema);
    const ofNumber = encodeURIComponent(number);
    const calls = await readList(visit, `/call-history?limit=20&extension=${ofNumber}`, callRecordSchema);
    return view(
      `${number} ${callsign}`,
      <>
        <h1>
          {number} {callsign}
        </h1>
        <Said visit={visit} done={words.done} />
        <section class="card">
          <dl class="facts">
            <dt>{common.state}</dt>
            <dd>
              <StateChip state={stateOf(extension)} language={visit.language} />
            </dd>
            <dt>{common.name}</dt>
            <dd>{name}</dd>
            <dt>{words.email}</dt>
            <dd>{email ?? common.none}</dd>
            <dt>{words.callerId}</dt>
            <dd>{words.callerIds[callerId]}</dd>
            <dt>{words.weak}</dt>
            <dd>{extension.weakPassword ? common.yes : common.no}</dd>
            <dt>{words.created}</dt>
            <dd>{dateAndTime(extension.createdAt, visit.language)}</dd>
          </dl>
        </section>
        <Phones visit={visit} registrations={extension.registrations} />
        <Known visit={visit} of={observed} what={words.watched}>
          {(known) => <Watched visit={visit} own={known} />}
        </Known>
        <Known visit={visit} of={features} what={words.features}>
          {(known) => <Features visit={visit} features={known} />}
        </Known>
        <Known visit={visit} of={usage} what={words.usage}>
          {(known) => <Use visit={visit} usage={known} />}
        </Known>
        <ExtensionHistory
          visit={visit}
          number={number}
          usage={usage}
          history={await readExtensionHistory(visit, number)}
        />
        <section>
          <h2>{words.calls}</h2>
          <Known visit={visit} of={calls}>
            {(known) => <Calls visit={visit} calls={known} />}
          </Known>
        </section>
        <Acts visit={visit} extension={extension} />
      </>,
    );
  },
  acts: {
    password: (visit) =>
      change(visit, { method: 'POST', path: `${ownPath(visit)}/password`, body: {} }, (body) =>
        passwordView(visit, body),
      ),
    callerId: (visit) =>
      change(
        visit,
        { method: 'PATCH', path: ownPath(visit), body: { callerId: visit.form.get('caller-id') ?? '' } },
        () => backWith(visit, 'changed'),
      ),
    remove: async (visit) => {
      const { number } = visit.params;
      const words = extensionWords[visit.language];
      if (visit.form.get('confirm')?.trim() !== number) return refusal(words.confirmWrong, 'confirm');
      return change(visit, { method: 'DELETE', path: ownPath(visit) }, () =>
        backWith(visit, 'removed', '/beheer/extensies'),
      );
    },
  },
});

function ownPath(visit: ConsoleVisit): string {
  return `/extensions/${encodeURIComponent(visit.params['number'] ?? '')}`;
}

function Phones({
  visit,
  registrations,
}: {
  readonly visit: ConsoleVisit;
  readonly registrations: readonly Registration[];
}) {
  const words = extensionWords[visit.language];
  const { language } = visit;
  return (
    <section>
      <h2>{words.phones}</h2>
      <Table
        caption={words.phones}
        rows={registrations}
        keyOf={({ registeredAt, userAgent }) => registeredAt + userAgent}
        empty={words.noPhones}
        columns={[
          { title: words.program, cell: ({ userAgent }) => userAgent },
          { title: words.transport, cell: ({ transport }) => transport.toUpperCase() },
          { title: words.since, cell: ({ registeredAt }) => dateAndTime(registeredAt, language) },
          { title: words.expires, cell: ({ expiresAt }) => dateAndTime(expiresAt, language) },
          {
            title: words.roundTrip,
            isFigure: true,
            cell: ({ roundTripMs }) =>
              roundTripMs === null ? '' : `${figure(Math.round(roundTripMs), language)} ms`,
          },
          {
            title: commonWords[language].state,
            cell: ({ reachable, silentSince }) => (
              <StateChip
                state={reachable && silentSince === null ? 'reachable' : 'attention'}
                language={language}
              />
            ),
          },
          {
            title: words.router,
            cell: ({ routerSigns }) =>
              routerSigns.length === 0 ? '' : words.routerSigns(routerSigns.length),
          },
        ]}
      />
    </section>
  );
}

function Watched({
  visit,
  own,
}: {
  readonly visit: ConsoleVisit;
  readonly own: (typeof observationSchema)['_output'];
}) {
  const words = extensionWords[visit.language];
  const wrong = own.wrongPasswordsPerHour;
  return (
    <section class="card">
      <h2>{words.watched}</h2>
      <dl class="facts">
        <dt>{words.registers}</dt>
        <dd>{figure(own.registersPerHour, visit.language)}</dd>
        <dt>{words.wrongOwn}</dt>
        <dd>{figure(wrong.own, visit.language)}</dd>
        <dt>{words.wrongOthers}</dt>
        <dd>{figure(wrong.others, visit.language)}</dd>
        <dt>{words.banned}</dt>
        <dd>{own.banned ? commonWords[visit.language].yes : commonWords[visit.language].no}</dd>
      </dl>
    </section>
  );
}

function Features({
  visit,
  features,
}: {
  readonly visit: ConsoleVisit;
  readonly features: (typeof callFeaturesSchema)['_output'];
}) {
  const words = extensionWords[visit.language];
  const common = commonWords[visit.language];
  return (
    <section class="card">
      <h2>{words.features}</h2>
      <dl class="facts">
        <dt>{words.doNotDisturb}</dt>
        <dd>{features.doNotDisturb ? common.yes : common.no}</dd>
        <dt>{words.forwardAlways}</dt>
        <dd>{features.forwardAlways ?? common.none}</dd>
        <dt>{words.forwardBusy}</dt>
        <dd>{features.forwardBusy ?? common.none}</dd>
        <dt>{words.forwardNoAnswer}</dt>
        <dd>{features.forwardNoAnswer ?? common.none}</dd>
        <dt>{words.pickupGroup}</dt>
        <dd>{features.pickupGroup ?? common.none}</dd>
      </dl>
    </section>
  );
}

function Use({
  visit,
  usage,
}: {
  readonly visit: ConsoleVisit;
  readonly usage: (typeof usageOfExtensionSchema)['_output'];
}) {
  const words = extensionWords[visit.language];
  const megabytes = (bytes: number) => `${figure(Math.round(bytes / MEGABYTE), visit.language)} MB`;
  return (
    <section class="card">
      <h2>{words.usage}</h2>
      <dl class="facts">
        <dt>{words.heard}</dt>
        <dd>{megabytes(usage.bytesIn)}</dd>
        <dt>{words.sent}</dt>
        <dd>{megabytes(usage.bytesOut)}</dd>
        <dt>{words.registrations}</dt>
        <dd>{figure(usage.registrations, visit.language)}</dd>
      </dl>
    </section>
  );
}

function Calls({
  visit,
  calls,
}: {
  readonly visit: ConsoleVisit;
  readonly calls: readonly (typeof callRecordSchema)['_output'][];
}) {
  const words = extensionWords[visit.language];
  const { language } = visit;
  return (
    <Table
      caption={words.calls}
      rows={calls}
      keyOf={({ id }) => id}
      empty={words.noCalls}
      columns={[
        { title: words.when, cell: ({ startedAt }) => dateAndTime(startedAt, language) },
        { title: words.from, cell: ({ from }) => from },
        {
          title: words.to,
          cell: ({ to, reached }) => (reached !== null && reached !== to ? `${to} → ${reached}` : to),
        },
        { title: words.result, cell: ({ result }) => words.results[result] ?? result },
        {
          title: words.length,
          cell: ({ answeredAt, endedAt }) =>
            answeredAt === null
              ? ''
              : duration(
                  Math.max(1, Math.round((Date.parse(endedAt) - Date.parse(answeredAt)) / 1000)),
                  language,
                ),
        },
      ]}
    />
  );
}

function Acts({
  visit,
  extension,
}: {
  readonly visit: ConsoleVisit;
  readonly extension: ExtensionWithPhone;
}) {
  const words = extensionWords[visit.language];
  const { number, callerId } = extension;
  const other = callerId === 'number' ? 'number-and-callsign' : 'number';
  return (
    <section class="card">
      <h2>{words.acts}</h2>
      <div class="buttons">
        <a
          class="button danger"
          href={`${visit.href('/beheer/schorsingen')}?extensie=${encodeURIComponent(number)}`}
        >
          {words.suspend}
        </a>
        <a
          class="button"
          href={`${visit.href('/beheer/berichten/nieuw')}?extensie=${encodeURIComponent(number)}`}
        >
          {words.message}
        </a>
        <form method="post">
          <Hidden visit={visit} act="password" />
          <button type="submit" class="button">
            {words.newPassword}
          </button>
        </form>
        <form method="post">
          <Hidden visit={visit} act="callerId" values={{ 'caller-id': other }} />
          <button type="submit" class="button">
            {words.showAs[other]}
          </button>
        </form>
      </div>
      <form method="post" class="form">
        <Hidden visit={visit} act="remove" />
        <TextField
          name="confirm"
          label={words.confirm(number)}
          hint={words.confirmHint}
          value={sent(visit, 'confirm')}
          errors={visit.refused}
          language={visit.language}
          inputMode="numeric"
        />
        <button type="submit" class="button danger">
          {words.remove}
        </button>
      </form>
    </section>
  );
}

function passwordView(visit: ConsoleVisit, body: unknown) {
  const words = extensionWords[visit.language];
  const { number, password } = extensionWithPasswordSchema.parse(body);
  return view(
    words.newPassword,
    <>
      <h1>{words.newPasswordOf(number)}</h1>
      <Banner tone="warn" title={words.once} />
      <PasswordCard title={words.password} password={password} />
      <a class="button" href={visit.href(`/beheer/extensies/${encodeURIComponent(number)}`)}>
        {commonWords[visit.language].cancel}
      </a>
    </>,
  );
}
