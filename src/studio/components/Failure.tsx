import { ApiFailure } from "../api/api-failure.ts";
import { Button } from "./Button.tsx";
import styles from "./failure.module.css";

/** What went wrong, in one sentence, with its place and the way out. */
export function Failure({ error, retry }: { error: Error; retry?: () => void }) {
  const { code, hint, problems } = error instanceof ApiFailure ? error : { code: "BUG", hint: null, problems: [] };
  return (
    <div className={styles["failure"]} role="alert">
      <p>
        <span aria-hidden="true">✕</span> <strong>{error.message}</strong> <code>{code}</code>
      </p>
      {problems.length > 1 ? (
        <ul>
          {problems.map(({ message, place, hint: way }, index) => (
            <li key={index}>
              {place === undefined ? null : <code>{`${place.file}:${place.line}:${place.column}`} </code>}
              {message}
              {way === undefined ? null : <span className={styles["hint"]}> → {way}</span>}
            </li>
          ))}
        </ul>
      ) : null}
      {hint === null ? null : <p className={styles["hint"]}>→ {hint}</p>}
      {retry === undefined ? null : <Button onClick={retry}>Try again</Button>}
    </div>
  );
}
