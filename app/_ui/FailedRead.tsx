/** What could not be read, and the way to ask again. */
export const FailedRead = ({
  message,
  again,
  className = '',
}: {
  message: string;
  again(): void;
  className?: string;
}) => (
  <p role="alert" className={`text-bad ${className}`}>
    {message}{' '}
    <button type="button" className="link" onClick={again}>
      Повторить
    </button>
  </p>
);
