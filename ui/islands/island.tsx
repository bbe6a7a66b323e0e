/** A part of a page that lives on in the browser: rendered on the server, taken over by its script. */
import type { ComponentType } from 'preact';
import type { IslandName } from './island-names.ts';

/** `props` travel to the browser as text: plain values only, and nothing the visitor may not see. */
export function Island<Props extends object>({
  name,
  component: Component,
  props,
}: {
  readonly name: IslandName;
  readonly component: ComponentType<Props>;
  readonly props: Props;
}) {
  return (
    <div data-island={name} data-props={JSON.stringify(props)}>
      <Component {...props} />
    </div>
  );
}
