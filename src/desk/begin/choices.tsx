/** One of several, each with what it means. */
export function Choices<Value extends string>({
  legend,
  name,
  values,
  chosen,
  labelOf,
  hintOf,
  moreOf,
}: {
  readonly legend: string;
  readonly name: string;
  readonly values: readonly Value[];
  readonly chosen: Value;
  labelOf(value: Value): string;
  hintOf(value: Value): string;
  /** What it comes to, where that is known; null: it is not yet. */
  readonly moreOf?: (value: Value) => string | null;
}) {
  return (
    <fieldset className="roles">
      <legend>{legend}</legend>
      {values.map((value) => (
        <label key={value} className="choice">
          <input type="radio" name={name} value={value} defaultChecked={value === chosen} />
          <span>
            <b>{labelOf(value)}</b>
            <span className="soft">{hintOf(value)}</span>
            {moreOf && <span className="more">{moreOf(value)}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
