/** Without its settings there is no page, and maybe no translations either: it says so in both languages. */
export function FailedToStart({ error }: { readonly error: unknown }) {
  return (
    <main className="notice" role="alert">
      <h1>Telar</h1>
      <p>The page could not start. Please try again in a moment.</p>
      <p lang="es">La página no pudo iniciarse. Inténtalo de nuevo en un momento.</p>
      <pre>{error instanceof Error ? error.message : String(error)}</pre>
      <button type="button" className="button button-primary" onClick={() => location.reload()}>
        Reload · Recargar
      </button>
    </main>
  );
}
