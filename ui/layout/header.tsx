import { Csrf } from '../components/form.tsx';
import { Icon } from '../components/icon.tsx';
import { StateIcon } from '../components/state.tsx';
import { addressIn, type Visit } from '../page.ts';
import { layoutWords } from '../words/layout.ts';
import { Logo } from './logo.tsx';

export function Header({ visit }: { readonly visit: Visit }) {
  const words = layoutWords[visit.language];
  return (
    <header class="site-header">
      <a class="brand" href={visit.href('/')}>
        <Logo />
        <span>{visit.site?.name ?? words.product}</span>
      </a>
      <div class="tools">
        <TextSize visit={visit} />
        <a class="tool" href={visit.href('/weergave')}>
          <Icon name="sun" />
          <span class="tool-word">{words.display}</span>
        </a>
        <OtherLanguage visit={visit} />
        <Account visit={visit} />
      </div>
    </header>
  );
}

/** Who has logged in and the way out, or the way in. */
function Account({ visit }: { readonly visit: Visit }) {
  const words = layoutWords[visit.language];
  const { role, name, extension, callsign } = visit.session;
  if (visit.reads.session.kind === 'unknown') {
    return (
      <span class="tool">
        <StateIcon state="unknown" />
        <span class="tool-word">{words.unknownLogin}</span>
      </span>
    );
  }
  if (role === 'visitor') {
    return (
      <a class="tool" href={visit.href('/inloggen')}>
        <Icon name="login" />
        <span class="tool-word">{words.login}</span>
      </a>
    );
  }
  return (
    <>
      <a class="tool" href={visit.href(role === 'administrator' ? '/beheer' : '/mijn')}>
        <Icon name="person" />
        <span class="mono">{role === 'administrator' ? name : (callsign ?? extension)}</span>
      </a>
      <form method="post" action={visit.href('/uitloggen')}>
        <Csrf visit={visit} />
        <button type="submit" class="tool">
          <Icon name="logout" />
          <span class="tool-word">{words.logout}</span>
        </button>
      </form>
    </>
  );
}

/** Three buttons of a form, so that it works without a script and the server draws the page in the right size. */
function TextSize({ visit }: { readonly visit: Visit }) {
  const words = layoutWords[visit.language];
  return (
    <form class="text-size" method="post" action={visit.href('/weergave')} aria-label={words.textSize}>
      <input type="hidden" name="back" value={whereWeAre(visit)} />
      <button type="submit" class="tool" name="text-size" value="smaller">
        A− <span class="visually-hidden">{words.smaller}</span>
      </button>
      <button type="submit" class="tool" name="text-size" value="normal">
        A <span class="visually-hidden">{words.normal}</span>
      </button>
      <button type="submit" class="tool" name="text-size" value="larger">
        A+ <span class="visually-hidden">{words.larger}</span>
      </button>
    </form>
  );
}

function OtherLanguage({ visit }: { readonly visit: Visit }) {
  const words = layoutWords[visit.language];
  const other = visit.language === 'nl' ? 'en' : 'nl';
  return (
    <a
      class="tool"
      href={addressIn(other, visit.path) + queryOf(visit)}
      lang={other}
      hreflang={other}
      title={words.otherLanguageTitle}
    >
      <span class="tool-word">{words.otherLanguage}</span>
      <span class="tool-short" aria-hidden="true">
        {other.toUpperCase()}
      </span>
    </a>
  );
}

function whereWeAre(visit: Visit): string {
  return visit.href(visit.path) + queryOf(visit);
}

function queryOf({ query }: Visit): string {
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}
