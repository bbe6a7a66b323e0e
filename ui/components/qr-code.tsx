/** What it holds stands beside it as text: whoever cannot see it misses nothing. */
export function QrCode({ title, svg }: { readonly title: string; readonly svg: string }) {
  return (
    <figure class="qr">
      <img src={`data:image/svg+xml,${encodeURIComponent(svg)}`} alt="" width="180" height="180" />
      <figcaption>{title}</figcaption>
    </figure>
  );
}
