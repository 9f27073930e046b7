"""Addresses of the journey and of tasks."""

from django.urls import path

from arcada.web.case import tasks, views

app_name = "case"
urlpatterns = [
    path("patients/<uuid:patient_id>/case/", views.show, name="show"),
    path("patients/<uuid:patient_id>/case/open/", views.open_new, name="open"),
    path("patients/<uuid:patient_id>/case/restate/", views.restate, name="restate"),
    path("patients/<uuid:patient_id>/case/steps/<slug:step>/tick/", views.tick_step, name="tick"),
    path("patients/<uuid:patient_id>/case/steps/<slug:step>/untick/", views.untick_step, name="untick"),
    path("patients/<uuid:patient_id>/case/tasks/", tasks.add, name="add_task"),
    path("tasks/<uuid:task_id>/done/", tasks.done, name="task_done"),
    path("tasks/<uuid:task_id>/reopen/", tasks.reopen, name="task_reopen"),
]
