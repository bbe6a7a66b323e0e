/** A password in groups of four. The gaps are drawn, not written: what is copied has none. */
export function Secret({ text }: { readonly text: string }) {
  return (
    <span class="mono secret">
      {(text.match(/.{1,4}/gu) ?? []).map((group, index) => (
        <span key={index}>{group}</span>
      ))}
    </span>
  );
}
