import { clubBlocks } from '../club-page.ts';
import { ClubText } from '../components/club-text.tsx';
import { Icon } from '../components/icon.tsx';
import { Known, UnknownPart } from '../components/known.tsx';
import { Prose } from '../components/prose.tsx';
import { type Page, type Visit, view } from '../page.ts';
import { type DutyPage, dutyPages } from '../words/duty-pages.ts';

/** Pages that a club owes its visitors. What it adds itself stands below what holds for every exchange. */
export const emergencyPage: Page = {
  path: '/112',
  async get(visit) {
    const duty = dutyPages[visit.language].emergency;
    return view(duty.title, <Duty duty={duty} />);
  },
};

export const contactPage: Page = {
  path: '/contact',
  async get(visit) {
    const title = dutyPages[visit.language].contactTitle;
    const blocks = await clubBlocks(visit, 'contact');
    return view(
      title,
      <>
        <h1>{title}</h1>
        <Known visit={visit} of={blocks}>
          {([first]) => first !== undefined && <ClubText blocks={[first]} lead />}
        </Known>
        <MailUs visit={visit} />
        {blocks.kind === 'known' && (
          <div class="prose">
            <ClubText blocks={blocks.value.slice(1)} />
          </div>
        )}
      </>,
      { about: [blocks, visit.reads.site] },
    );
  },
};

export const privacyPage: Page = {
  path: '/privacy',
  async get(visit) {
    const words = dutyPages[visit.language];
    const added = await clubBlocks(visit, 'privacy');
    return view(
      words.privacy.title,
      <>
        <Duty duty={words.privacy} />
        <Known visit={visit} of={added} what={words.ownPrivacy}>
          {(blocks) =>
            blocks.length > 0 && (
              <section class="prose">
                <h2>{words.ownPrivacy}</h2>
                <ClubText blocks={blocks} />
              </section>
            )
          }
        </Known>
      </>,
    );
  },
};

export const accessibilityPage: Page = {
  path: '/toegankelijkheid',
  async get(visit) {
    const words = dutyPages[visit.language];
    const added = await clubBlocks(visit, 'accessibility');
    return view(
      words.accessibility.title,
      <>
        <Duty duty={words.accessibility} />
        <section class="prose">
          <h2>{words.barrier}</h2>
          <Known visit={visit} of={added}>
            {(blocks) => <ClubText blocks={blocks} />}
          </Known>
          <MailUs visit={visit} />
        </section>
      </>,
    );
  },
};

function Duty({ duty: { title, lead, sections } }: { readonly duty: DutyPage }) {
  return (
    <>
      <h1>{title}</h1>
      <p class="lead">{lead}</p>
      <Prose sections={sections} />
    </>
  );
}

function MailUs({ visit }: { readonly visit: Visit }) {
  const words = dutyPages[visit.language];
  const { site } = visit.reads;
  if (site.kind === 'unknown') return <UnknownPart visit={visit} code={site.code} what={words.address} />;
  const contact = visit.site?.contact;
  if (!contact) return <p class="card">{words.noAddress}</p>;
  return (
    <p>
      <a class="button primary" href={`mailto:${contact}`}>
        <Icon name="mail" /> {words.mail} {contact}
      </a>
    </p>
  );
}
