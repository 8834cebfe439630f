const storageKey = 'karhu-reloaded-at';

/**
 * A page that was open while Karhu was brought up to date asks for files that are gone;
 * it is loaded anew, at most once a minute.
 */
export const followNewerBuild = () => {
  window.addEventListener('vite:preloadError', (event) => {
    const before = Number(sessionStorage.getItem(storageKey) ?? 0);
    if (Date.now() - before < 60_000) return;
    event.preventDefault();
    sessionStorage.setItem(storageKey, String(Date.now()));
    window.location.reload();
  });
};
