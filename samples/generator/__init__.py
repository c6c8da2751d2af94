"""Makes the sample decrees: invented offices, written once as data, drawn as DOCX, PDF, text and scans."""
