"""What is handed over beside the Word report: workbook, deck and PDF, all made of one scan."""
