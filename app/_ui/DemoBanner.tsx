/** Nobody may take invented pupils for real ones, on any screen. */
export function DemoBanner() {
  return <p className="demobanner">Демонстрационная школа: данные вымышлены</p>;
}
