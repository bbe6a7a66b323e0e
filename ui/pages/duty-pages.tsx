import { Icon } from '../components/icon.tsx';
import { Prose } from '../components/prose.tsx';
import { type Page, type Visit, view } from '../page.ts';
import { dutyPages } from '../words/duty-pages.ts';

/** Pages that a club owes its visitors. */
export const emergencyPage = dutyPage('/112', 'emergency');
export const contactPage = dutyPage('/contact', 'contact');
export const privacyPage = dutyPage('/privacy', 'privacy');
export const accessibilityPage = dutyPage('/toegankelijkheid', 'accessibility');

function dutyPage(path: string, name: 'emergency' | 'contact' | 'privacy' | 'accessibility'): Page {
  return {
    path,
    async get(visit) {
      const { title, lead, sections } = dutyPages[visit.language][name];
      return view(
        title,
        <>
          <h1>{title}</h1>
          <p class="lead">{lead}</p>
          {name === 'contact' && <MailUs visit={visit} />}
          <Prose sections={sections} />
        </>,
      );
    },
  };
}

function MailUs({ visit }: { readonly visit: Visit }) {
  const words = dutyPages[visit.language];
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
