/** What a key does, in words. */
export type KeyWords = readonly [key: string, words: string];

/** A few keys at the foot of a grid, and the way to all of them. */
export const KeyHints = ({ keys, onAll }: { keys: readonly KeyWords[]; onAll(): void }) => (
  <span className="keys">
    {keys.map(([key, words]) => (
      <span key={key}>
        <kbd className="jkbd">{key}</kbd> {words}
      </span>
    ))}
    <button type="button" onClick={onAll}>
      <kbd className="jkbd">?</kbd> все клавиши
    </button>
  </span>
);

/** All of them, in the order of the work. */
export const KeyTable = ({ keys }: { keys: readonly KeyWords[] }) => (
  <dl className="jkeytable">
    {keys.map(([key, words]) => (
      <div key={`${key}${words}`} className="contents">
        <dt>
          <kbd className="jkbd">{key}</kbd>
        </dt>
        <dd>{words}</dd>
      </div>
    ))}
  </dl>
);
