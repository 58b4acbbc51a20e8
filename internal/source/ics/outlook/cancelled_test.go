package outlook

import "testing"

func TestWhatOutlookWritesBeforeACancelledTitle(t *testing.T) {
	for _, title := range []string{
		"Canceled: Budget", "Cancelled: Budget", "CANCELED: Budget", "Abgesagt: Budget", "Annulé\u00a0: Budget", "Annulé : Budget",
		"Cancelada: Presupuesto", "Annullato: Bilancio", "Cancelado: Orçamento", "Geannuleerd: Begroting", "Inställt: Budget",
		"Aflyst: Budget", "Avlyst: Budsjett", "Peruutettu: Budjetti", "Odwołane: Budżet", "Zrušeno: Rozpočet", "Lemondva: X", "Anulat: X",
		"Отменено: Бюджет", "Скасовано: X", "İptal edildi: X", "キャンセル済み: 予算", "已取消: 预算", "已取消：预算", "취소됨: X", "בוטל: X", "ยกเลิก: X", "Ακυρώθηκε: X",
	} {
		if !Cancelled(title) {
			t.Errorf("%q is not taken for cancelled", title)
		}
	}
	for _, title := range []string{"Budget", "Canceled", "Canceled flights review", "Review: Canceled: x", "Cancellations: review", ": x", ""} {
		if Cancelled(title) {
			t.Errorf("%q is taken for cancelled", title)
		}
	}
}
