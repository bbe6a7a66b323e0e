import type { View, Visit } from '../page.ts';
import { timesAreToldIn } from '../words/format.ts';
import { layoutWords } from '../words/layout.ts';
import { ASSETS } from './assets.ts';
import { BottomBar } from './bottom-bar.tsx';
import { FollowLine, isFollowed } from './follow-line.tsx';
import { Footer } from './footer.tsx';
import { Header } from './header.tsx';
import { Rail } from './rail.tsx';
import { SearchBox } from './search-box.tsx';

/** The frame that every page stands in. */
export function Document({ visit, view }: { readonly visit: Visit; readonly view: View }) {
  const words = layoutWords[visit.language];
  const { theme, textSize } = visit.display;
  return (
    <html
      lang={visit.language}
      data-theme={theme}
      data-text-size={textSize}
      data-time-zone={timesAreToldIn()}
      data-answers={visit.method === 'POST' ? 'form' : undefined}
    >
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content={theme === 'system' ? 'light dark' : theme} />
        <title>{`${view.title} · ${visit.site?.name ?? words.product}`}</title>
        <link rel="stylesheet" href={ASSETS.style} />
        {theme !== 'light' && <link rel="stylesheet" href={ASSETS.dark} media={DARK_WHEN[theme]} />}
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        {view.feed !== undefined && (
          <link rel="alternate" type="application/atom+xml" href={view.feed} title={view.title} />
        )}
        {view.refreshS !== undefined && (view.isBare === true || isFollowed(visit)) && (
          <noscript>
            <meta http-equiv="refresh" content={String(view.refreshS)} />
          </noscript>
        )}
        <script type="module" src={ASSETS.script} />
      </head>
      {view.isBare === true ? (
        <body class="bare">
          <main id="content">{view.body}</main>
        </body>
      ) : (
        <Framed visit={visit} view={view} />
      )}
    </html>
  );
}

function Framed({ visit, view }: { readonly visit: Visit; readonly view: View }) {
  const isFollowing = view.refreshS !== undefined && isFollowed(visit);
  return (
    <body>
      <a class="skip" href="#content">
        {layoutWords[visit.language].skip}
      </a>
      <Header visit={visit} />
      <div class="frame">
        <main id="content" tabIndex={-1}>
          {!isFollowing && <SearchBox visit={visit} />}
          {view.refreshS !== undefined && <FollowLine visit={visit} everyS={view.refreshS} />}
          {isFollowing ? (view.followed ?? view.body) : view.body}
        </main>
        <Rail visit={visit} />
      </div>
      <Footer visit={visit} />
      <BottomBar visit={visit} />
    </body>
  );
}

/** What is printed is always light. */
const DARK_WHEN = { system: 'screen and (prefers-color-scheme: dark)', dark: 'screen' } as const;
