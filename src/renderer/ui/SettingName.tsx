import { Fragment } from 'react';

/** A setting's name or path, which may break after its dots and underscores and nowhere else. */
export function SettingName({
  name,
  className,
}: {
  readonly name: string;
  readonly className?: string | undefined;
}) {
  return (
    <code className={className}>
      {name.split(/(?<=[._])/).map((part, i) => (
        // oxlint-disable-next-line react/no-array-index-key -- the parts of a name never move
        <Fragment key={i}>
          {part}
          <wbr />
        </Fragment>
      ))}
    </code>
  );
}
