/** A hatched fill, for what must not be told by colour alone. Use as `fill="url(#id)"` in the same SVG. */
export function Hatch({ id, colour }: { readonly id: string; readonly colour: string }) {
  return (
    <defs>
      <pattern
        id={id}
        width="6"
        height="6"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect width="6" height="6" fill={colour} />
        <path d="M0 0V6" stroke="var(--panel)" strokeWidth="1.6" opacity="0.75" />
      </pattern>
    </defs>
  );
}
