/** Nobody may take invented pupils for real ones, on any screen. */
export function DemoBanner() {
  return (
    <aside className="demobanner" aria-label="Внимание">
      Демонстрационная школа: данные вымышлены
    </aside>
  );
}
