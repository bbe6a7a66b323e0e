import { whitelistRequestSchema } from '../../../src/web/contract/guard.ts';
import type { OwnAddress } from '../../../src/web/contract/me.ts';
import { Said } from '../../acting-page.tsx';
import { Banner } from '../../components/banner.tsx';
import { Csrf, TextField } from '../../components/form.tsx';
import { Known } from '../../components/known.tsx';
import { type Answer, view } from '../../page.ts';
import { readList } from '../../reading.ts';
import { shortDate } from '../../words/format.ts';
import { mineWords } from '../../words/mine.ts';
import { type MemberVisit, memberPage, outcome } from './member-page.tsx';
import { readAddresses } from './notices.tsx';

const MINUTE_MS = 60_000;

/** Until when, why, and one tap to ask for the whitelist (H9, H10). Only one's own addresses are shown (H11). */
export const banPage = memberPage({
  path: '/mijn/blokkade',
  show: (visit) => show(visit),
  acts: {
    async ask(visit) {
      const note = (visit.form.get('note') ?? '').trim();
      const entry = visit.form.get('entry') ?? '';
      const answer = await visit.api.call('POST', '/me/whitelist-requests', {
        ...(entry !== '' && { entry }),
        ...(note !== '' && { note }),
      });
      return outcome(visit, answer, 'asked', {
        fields: { 'request-invalid': 'note', 'reason-invalid': 'note' },
        within: entry,
      });
    },
  },
});

async function show(visit: MemberVisit): Promise<Answer> {
  const words = mineWords[visit.language];
  const found = await readAddresses(visit);
  if (found.kind !== 'known') return found;
  const addresses = found.value;
  const requests = await readList(visit, '/me/whitelist-requests', whitelistRequestSchema);
  const banned = addresses.filter((address) => address.banned);
  return view(
    words.ban.title,
    <>
      <h1>{words.ban.title}</h1>
      <Said visit={visit} done={words.done} />
      {banned.length === 0 && <Banner tone="ok" title={words.ban.none} />}
      {addresses.map((address) => (
        <AddressCard key={address.address} visit={visit} address={address} />
      ))}
      {banned.length > 0 && (
        <Banner tone="warn" title={words.ban.solve}>
          <p>{words.ban.solveText}</p>
        </Banner>
      )}
      <Known visit={visit} of={requests} what={words.ban.requests}>
        {(all) =>
          all.length > 0 && (
            <section class="card">
              <h2>{words.ban.requests}</h2>
              <ul>
                {all.map(({ id, entry, requestedAt, state }) => (
                  <li key={id}>
                    <span class="mono">{entry}</span>, {shortDate(requestedAt, visit.language)}:{' '}
                    <strong>{words.ban.states[state]}</strong>
                  </li>
                ))}
              </ul>
            </section>
          )
        }
      </Known>
    </>,
  );
}

function AddressCard({ visit, address }: { readonly visit: MemberVisit; readonly address: OwnAddress }) {
  const { language } = visit;
  const words = mineWords[language].ban;
  const { banned, until, cause, rule, attempts, whitelisted } = address;
  if (!banned || until === null) {
    return (
      <p class="card">
        {words.free(address.address)}
        {whitelisted && `; ${words.whitelisted}`}. {attempts > 0 && words.attempts(attempts, rule.attempts)}
      </p>
    );
  }
  const minutes = Math.max(1, Math.ceil((Date.parse(until) - visit.nowMs) / MINUTE_MS));
  return (
    <section class="card">
      <Banner tone="err" title={words.blocked(address.address, until)}>
        <p>
          {cause === 'manual' ? words.manual : words.failures(rule.attempts, rule.windowSeconds)}{' '}
          {words.left(minutes)}
        </p>
      </Banner>
      <h2>{words.ask}</h2>
      <p>{words.askText}</p>
      <form method="post" class="form">
        <Csrf visit={visit} />
        <input type="hidden" name="act" value="ask" />
        <input type="hidden" name="entry" value={address.address} />
        <TextField
          name="note"
          within={address.address}
          label={words.note}
          value={visit.form.get('entry') === address.address ? (visit.form.get('note') ?? '') : ''}
          longest={200}
          errors={visit.refused}
          optional
          language={language}
        />
        <button type="submit" class="button primary">
          {words.send}
        </button>
      </form>
    </section>
  );
}
