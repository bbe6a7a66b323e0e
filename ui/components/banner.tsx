import type { ComponentChildren } from 'preact';
import { StateIcon, type StateName } from './state.tsx';

const ICONS = { info: 'unknown', ok: 'good', warn: 'attention', err: 'banned', susp: 'suspended' } as const;

/** One thing to know, and at most one thing to do about it. */
export function Banner({
  tone,
  title,
  children,
  action,
}: {
  readonly tone: keyof typeof ICONS;
  readonly title: string;
  readonly children?: ComponentChildren;
  readonly action?: { readonly href: string; readonly text: string };
}) {
  const icon: StateName = ICONS[tone];
  return (
    <section class={`banner tint-${tone}`} aria-label={title}>
      {tone !== 'info' && <StateIcon state={icon} />}
      <div>
        <p class="banner-title">{title}</p>
        {children}
        {action && (
          <a class="button" href={action.href}>
            {action.text}
          </a>
        )}
      </div>
    </section>
  );
}
