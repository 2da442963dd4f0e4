import { useId } from 'react';
import { useFault } from '#desk/ui/fault-context.ts';

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
  /** Null: nothing is chosen yet, so that whoever looks chooses. */
  readonly chosen: Value | null;
  labelOf(value: Value): string;
  hintOf(value: Value): string;
  /** What it comes to, where that is known; null: it is not yet. */
  readonly moreOf?: (value: Value) => string | null;
}) {
  const fault = useFault(name);
  const faultId = useId();
  return (
    <fieldset className="roles" aria-describedby={fault ? faultId : undefined}>
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
      {fault && (
        <p id={faultId} className="field-fault" role="alert">
          {fault}
        </p>
      )}
    </fieldset>
  );
}
