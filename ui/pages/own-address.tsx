import { type OwnAddress, ownAddressSchema } from '../../src/web/contract/me.ts';
import { Banner } from '../components/banner.tsx';
import { Island } from '../islands/island.tsx';
import { TextCopy } from '../islands/text-copy.tsx';
import { type Page, type Visit, view } from '../page.ts';
import { read } from '../reading.ts';
import { ownAddressWords } from '../words/own-address.ts';

/** What the exchange sees of whoever asks, and of nobody else: banned until when, and why (H10, H11). */
export const ownAddressPage: Page = {
  path: '/mijn-ip',
  async get(visit) {
    const words = ownAddressWords[visit.language];
    const own = await read(visit, '/me/address', ownAddressSchema);
    if (own.kind !== 'known') return own;
    return view(
      words.title,
      <>
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        <OwnAddressCards visit={visit} own={own.value} />
      </>,
    );
  },
};

function OwnAddressCards({ visit, own }: { readonly visit: Visit; readonly own: OwnAddress }) {
  const words = ownAddressWords[visit.language];
  return (
    <>
      <div class="card own-address">
        <p class="muted">{words.yours}</p>
        <p class="mono big">{own.address}</p>
        <Island name="text-copy" component={TextCopy} props={{ text: own.address, words: words.copy }} />
      </div>
      {own.banned && own.until !== null ? (
        <BanExplained visit={visit} own={own} until={own.until} />
      ) : (
        <Banner tone="ok" title={own.whitelisted ? words.whitelisted : words.free}>
          <p>{own.whitelisted ? words.whitelistedText : words.freeText}</p>
          {own.attempts > 0 && <p>{words.attempts(own.attempts, own.rule)}</p>}
        </Banner>
      )}
      <p class="muted">{words.rule(own.rule)}</p>
    </>
  );
}

function BanExplained({
  visit,
  own,
  until,
}: {
  readonly visit: Visit;
  readonly own: OwnAddress;
  readonly until: string;
}) {
  const words = ownAddressWords[visit.language];
  const minutesLeft = Math.max(1, Math.ceil((Date.parse(until) - visit.nowMs) / 60_000));
  return (
    <>
      <Banner tone="err" title={words.banned(until)}>
        <p>
          {words.causes[own.cause ?? 'failures'](own.rule)} {words.minutesLeft(minutesLeft)}
        </p>
      </Banner>
      <section class="card">
        <h2>{words.whatNow}</h2>
        <ol>
          {words.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        {own.reference !== null && <p>{words.reference(own.reference)}</p>}
      </section>
    </>
  );
}
